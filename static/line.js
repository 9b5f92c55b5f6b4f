/* A form of which the browser keeps nothing stays on the page while there is no line, with all that was typed, and goes when the line is back. Its key makes it harmless to send twice. Loaded with `defer` after portal.js. */
(() => {
  const form = document.querySelector("form[data-stays]");
  if (!form) return;
  const note = form.querySelector("[data-no-line]");
  let waiting = false;

  const open = (answer, page) => {
    history.replaceState(null, "", answer.url);
    document.open();
    document.write(page);
    document.close();
  };
  const stay = () => {
    waiting = true;
    note.hidden = false;
    form.removeAttribute("aria-busy");
    dispatchEvent(new Event("pageshow")); // the buttons are free again
    form.dispatchEvent(new Event("input")); // and leaving asks first
  };
  // A server between that does not reach the portal answers with a page of its own: that is no line either.
  const taken = (answer) => (answer.status === 502 || answer.status === 504 ? stay() : answer.text().then((page) => open(answer, page)));
  const send = () => {
    waiting = false;
    note.hidden = true;
    form.setAttribute("aria-busy", "true");
    return fetch(form.action, { method: "POST", body: new FormData(form) })
      .then(taken)
      .catch(stay);
  };
  addEventListener("submit", (event) => {
    if (event.target !== form || event.defaultPrevented) return;
    event.preventDefault();
    send();
  });
  addEventListener("online", () => { if (waiting) form.requestSubmit(); });
})();
