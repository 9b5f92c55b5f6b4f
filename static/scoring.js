/* Comfort over a sheet of scores that works without it: keys 1–5 on the criterion with the focus, the next empty one, sum in sight. Loaded with `defer`. */
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

  form.addEventListener("change", tally);
  form.addEventListener("click", (event) => {
    if (event.target.closest("[data-missing]") && empty()) { event.preventDefault(); visit(empty()); }
  });
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || !/^[1-5]$/.test(event.key) || writing(event.target)) return;
    const set = event.target.closest("[data-criterion]");
    if (!set) return; // a digit typed nowhere scores nothing
    const mark = set.querySelector(`input[type=radio][value="${event.key}"]`);
    event.preventDefault();
    mark.checked = true;
    mark.dispatchEvent(new Event("change", { bubbles: true }));
    visit(near(set) || set);
  });
  tally();
})();
