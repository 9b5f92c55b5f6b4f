/* Comfort over a sheet of scores that works without it: keys 1–5, the next empty criterion, sum in sight, kept on the way. Loaded with `defer`. */
(() => {
  const form = document.querySelector("form[data-scores]");
  if (!form) return;
  const sets = [...form.querySelectorAll("[data-criterion]")];
  const one = (selector) => form.querySelector(selector);
  const chosen = (set) => set.querySelector("input[type=radio]:checked");
  const empty = () => sets.find((set) => !chosen(set));
  const near = (set) => [...sets.slice(sets.indexOf(set) + 1), ...sets].find((other) => !chosen(other));
  const writing = (target) => target.closest("textarea, input:not([type=radio]), select");
  const visit = (set) => {
    set.scrollIntoView({ block: "center" });
    set.querySelector("input[type=radio]").focus({ preventScroll: true });
  };

  const tally = () => {
    const scores = sets.map(chosen).filter(Boolean).map((mark) => Number(mark.value));
    const next = empty();
    one("[data-done]").textContent = scores.length;
    one("[data-sum]").textContent = scores.reduce((sum, score) => sum + score, 0);
    one("[data-missing]").hidden = !next;
    if (next) {
      one("[data-missing]").hash = next.id;
      one("[data-missing] span").textContent = next.dataset.criterion;
    }
  };

  // What is typed goes to the portal on the way; without a line it stays in the tab's draft and goes with the next change.
  let waiting;
  const say = (kept) => {
    if (kept) form.dispatchEvent(new Event("taken"));
    one("[data-kept]").hidden = !kept;
    one("[data-unsent]").hidden = kept;
  };
  const keep = () => fetch(location.href, { method: "POST", body: new FormData(form), headers: { "X-Kept-On-The-Way": "1" }, redirect: "error" })
    .then((answer) => say(answer.status === 204), () => say(false));
  const later = () => { clearTimeout(waiting); waiting = setTimeout(keep, 1200); };
  const onTheWay = form.hasAttribute("data-on-the-way");

  form.addEventListener("change", tally);
  if (onTheWay) {
    form.addEventListener("input", later);
    form.addEventListener("change", later);
    form.addEventListener("submit", () => clearTimeout(waiting));
    addEventListener("online", keep);
  }
  form.addEventListener("click", (event) => {
    if (event.target.closest("[data-missing]") && empty()) { event.preventDefault(); visit(empty()); }
  });
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || !/^[1-5]$/.test(event.key) || writing(event.target)) return;
    const set = event.target.closest("[data-criterion]") || empty() || sets[0];
    const mark = set.querySelector(`input[type=radio][value="${event.key}"]`);
    event.preventDefault();
    mark.checked = true;
    mark.dispatchEvent(new Event("change", { bubbles: true }));
    visit(near(set) || set);
  });
  tally();
})();
