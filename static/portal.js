/* Comfort over pages that work without it: drafts, one submit, keys, menus. Loaded with `defer`. */
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const one = (selector) => document.querySelector(selector);
  const store = sessionStorage;
  const show = (selector) => all(selector).forEach((note) => { note.hidden = false; });
  const form = one("form[data-edit]");
  // A draft belongs to the person who typed it: whoever signs in next in this tab finds the store empty.
  const person = document.body.dataset.person;
  if (person && store.getItem("person") !== person) { store.clear(); store.setItem("person", person); }
  const draftKey = () => form?.hasAttribute("data-draft") && `draft:${person}:${location.pathname}:${form.elements.v?.value ?? ""}`;
  let key = draftKey();
  let dirty = false;

  // It holds no secrets, no files, no hidden fields; of a matter behind a wall there is none.
  const kept = () => all("input, select, textarea", form).filter((field) => field.name && !/^(hidden|password|file)$/.test(field.type));
  const ticks = (field) => /^(checkbox|radio)$/.test(field.type);
  const take = () => JSON.stringify(kept().map((field) => (ticks(field) ? field.checked : field.multiple ? all("option", field).map((o) => o.selected) : field.value)));
  const put = (values) => kept().forEach((field, i) => {
    if (ticks(field)) field.checked = values[i];
    else if (field.multiple) all("option", field).forEach((option, n) => { option.selected = values[i][n]; });
    else field.value = values[i];
  });

  // Sent and answered by another page: it was taken, the draft goes. After a time-out the sign-in page answers, after a failure a page of trouble: it stays.
  const sent = store.getItem("sent");
  if (sent && sent !== key && !document.body.classList.contains("entrance") && !one(".trouble")) {
    store.removeItem(sent);
    store.removeItem("sent");
  }

  if (form) {
    const draft = key && JSON.parse(store.getItem(key));
    dirty = form.hasAttribute("data-refused");
    if (!dirty && draft && draft.length === kept().length) {
      put(draft);
      show("[data-draft-note]");
      dirty = true;
      form.dispatchEvent(new Event("change", { bubbles: true }));
    }
    const keep = () => { dirty = true; if (key) store.setItem(key, take()); };
    form.addEventListener("input", keep);
    form.addEventListener("change", keep);
    form.addEventListener("taken", () => { store.removeItem(key); key = draftKey(); dirty = false; });
    addEventListener("beforeunload", (event) => { if (dirty) event.preventDefault(); });
  }

  // A file that is too large is refused before it is sent; what was typed stays.
  const LARGEST = 20 * 2 ** 20;
  const tooLarge = (field) => [...field.files].find((file) => file.size > LARGEST);
  const judge = (field) => {
    field.parentElement.querySelector(".too-large")?.remove();
    const file = tooLarge(field);
    field.classList.toggle("is-invalid", Boolean(file));
    if (!file) return true;
    const note = document.createElement("p");
    note.className = "too-large invalid-feedback";
    note.setAttribute("role", "alert");
    note.textContent = document.body.dataset.tooLarge.replace("{name}", file.name).replace("{size}", Math.ceil(file.size / 2 ** 20));
    field.after(note);
    return false;
  };
  addEventListener("change", ({ target }) => { if (target.type === "file") judge(target); });
  addEventListener("submit", (event) => {
    const wrong = all("input[type=file]", event.target).filter((field) => !judge(field));
    if (!wrong.length) return;
    event.preventDefault();
    wrong[0].focus();
  });

  // A browser shows 12/31/2026 in its own field by a language it tells nobody: the day stands beside it as the page writes it.
  if (document.documentElement.lang !== "en") all("input[type=date]").forEach((field) => {
    const note = document.createElement("output");
    note.className = "soft";
    const write = () => { note.textContent = field.value.split("-").reverse().join("."); };
    write();
    field.after(note);
    ["input", "change"].forEach((name) => addEventListener(name, write));
  });

  // One press, one entry. «Back» frees it again.
  const busy = new Set();
  addEventListener("submit", (event) => {
    const sending = event.target;
    if (event.defaultPrevented || sending.method !== "post") return;
    if (busy.has(sending)) return event.preventDefault();
    busy.add(sending);
    event.submitter?.setAttribute("aria-disabled", "true");
    if (sending === form) { dirty = false; if (key) store.setItem("sent", key); }
    if (sending.hasAttribute("data-sign-out")) { dirty = false; store.clear(); }
  });
  addEventListener("pageshow", () => {
    busy.clear();
    all("[aria-disabled]").forEach((button) => button.removeAttribute("aria-disabled"));
  });

  addEventListener("keydown", (event) => {
    const search = one("input[type=search]");
    if ((event.ctrlKey || event.metaKey) && event.code === "KeyS" && form) { event.preventDefault(); form.requestSubmit(); }
    if (event.key === "/" && search && !event.target.closest("input, select, textarea")) { event.preventDefault(); search.focus(); }
    if (event.key === "Escape") all(".fold[open]").forEach((fold) => { fold.open = false; fold.firstElementChild.focus(); });
  });
  addEventListener("click", ({ target }) => {
    all(".fold[open]").forEach((fold) => { fold.open = fold.contains(target); });
    const wrong = target.closest(".error-summary a");
    if (wrong) setTimeout(() => one(`${wrong.hash} :is(input, select, textarea)`)?.focus());
    if (target.closest("[data-print]")) print();
    if (target.closest("[data-draft-drop]")) { store.removeItem(key); dirty = false; }
  });
  if (matchMedia("(max-width: 47.99rem)").matches && !one(".chips")) all(".narrow-fold").forEach((fold) => { fold.open = false; });
  document.addEventListener("allauth.error", () => show("[data-key-failed]"));
  one(".error-summary")?.focus();
})();
