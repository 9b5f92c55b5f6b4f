/* Comfort over the page of the minutes that works without it: all at once, the paper beside renewed. Loaded with `defer` after on_the_way.js. */
(() => {
  const form = document.querySelector("form:has([data-question])");
  if (!form) return;
  const all = (selector, root = form) => [...root.querySelectorAll(selector)];
  const ticks = () => all("[name=present]");
  const field = (question, name) => question.querySelector(`[name^="${name}_"]`);
  const changed = () => form.dispatchEvent(new Event("change", { bubbles: true }));
  const button = (selector, act) => {
    const found = form.querySelector(selector);
    found.hidden = false;
    found.addEventListener("click", () => { act(); changed(); });
  };
  button("[data-everybody]", () => ticks().forEach((tick) => { tick.checked = true; }));
  button("[data-all-for]", () => {
    const present = ticks().filter((tick) => tick.checked).length;
    all("[data-question]")
      .filter((question) => field(question, "question").value.trim())
      .filter((question) => !["votes_for", "votes_against", "abstained"].some((name) => Number(field(question, name).value)))
      .forEach((question) => { field(question, "votes_for").value = present; });
  });
  const list = (selector, words) => form.querySelector(selector).replaceChildren(...words.map((text) => {
    const line = document.createElement("li");
    line.textContent = text;
    return line;
  }));
  form.addEventListener("kept", ({ detail }) => {
    // A place that became a question is named by it: kept again, it is the same question.
    Object.entries(detail.keys).forEach(([key, now]) => {
      all(`[name$="_${key}"]`).forEach((one) => { one.name = one.name.replace(new RegExp(`_${key}$`), `_${now}`); });
    });
    list("[data-missing]", detail.missing);
    list("[data-remarks]", detail.remarks);
    form.querySelector("[data-missing-panel]").hidden = !detail.missing.length && !detail.remarks.length;
    const paper = form.querySelector("[data-preview]");
    paper.src = paper.getAttribute("src"); // the same address again: the paper as it stands now
  });
})();
