/* What is typed goes to the portal on the way, one request after another; without a line it stays in the tab's draft and goes with the next change or when the line is back. Loaded with `defer` before the script of its page. */
(() => {
  const form = document.querySelector("form[data-on-the-way], form:has([data-on-the-way])");
  if (!form) return;
  const one = (selector) => form.querySelector(selector);
  let waiting = 0; // the timer
  let underway = null; // the request that has no answer yet
  let typed = false; // something that the portal has not taken yet

  const say = (kept, words = "") => {
    if (kept && !typed) form.dispatchEvent(new Event("taken"));
    one("[data-kept]").hidden = !kept;
    one("[data-unsent]").hidden = kept || Boolean(words);
    if (one("[data-refused-words]")) one("[data-refused-words]").textContent = words;
  };
  const lose = () => { typed = true; say(false); };
  // 204 says nothing more; JSON says what the page has to know of what was kept, or why it was not.
  const read = (answer) => {
    if (answer.status === 204) return say(true);
    if (!answer.headers.get("Content-Type")?.startsWith("application/json")) return lose();
    return answer.json().then((said) => {
      if (said.v && form.elements.v) form.elements.v.value = said.v;
      if (answer.ok) form.dispatchEvent(new CustomEvent("kept", { detail: said }));
      say(answer.ok, (said.errors || []).join(" "));
    });
  };
  const later = () => { clearTimeout(waiting); waiting = setTimeout(keep, 1200); };
  const keep = () => {
    if (underway) return later();
    clearTimeout(waiting);
    typed = false;
    underway = fetch(location.href, { method: "POST", body: new FormData(form), headers: { "X-Kept-On-The-Way": "1" }, redirect: "error" })
      .then(read)
      .catch(lose)
      .finally(() => { underway = null; });
  };
  const note = () => { typed = true; later(); };
  form.addEventListener("input", note);
  form.addEventListener("change", note);
  // What is sent by a press waits for what is on its way: both would write the same row.
  form.addEventListener("submit", (event) => {
    clearTimeout(waiting);
    if (!underway) return;
    event.preventDefault();
    underway.finally(() => setTimeout(() => { clearTimeout(waiting); form.requestSubmit(event.submitter); }));
  });
  // A page with nothing to send stays quiet: what it sent would make the pages beside it stale.
  addEventListener("online", () => { if (typed) keep(); });
})();
