/* A form of which the browser keeps nothing stays on the page while there is no line, with all that was typed, and goes when the line is back. Its key makes it harmless to send twice. Loaded with `defer` after portal.js. */
(() => {
  const form = document.querySelector("form[data-stays]");
  if (!form) return;
  const person = document.body.dataset.person;
  const notes = { line: form.querySelector("[data-no-line]"), out: form.querySelector("[data-signed-out]") };
  let waiting = "";
  let pressed = null; // the button that was pressed: its name says what is asked for

  const parse = (page) => new DOMParser().parseFromString(page, "text/html");
  const open = (answer, page) => {
    history.replaceState(null, "", answer.url);
    document.open();
    document.write(page);
    document.close();
  };
  const stay = (why) => {
    waiting = why;
    notes[why].hidden = false;
    form.removeAttribute("aria-busy");
    dispatchEvent(new Event("pageshow")); // the buttons are free again
    form.dispatchEvent(new Event("input")); // and leaving asks first
  };
  // A server between that does not reach the portal answers with a page of its own: that is no line either. A page that is not this person's means that the session has ended.
  const taken = (answer) =>
    answer.status === 502 || answer.status === 504
      ? stay("line")
      : answer.text().then((page) => (parse(page).body.dataset.person === person ? open(answer, page) : stay("out")));
  // After signing in again in another tab the form needs the token of that session; nobody else may send it.
  const renew = () =>
    fetch(location.href)
      .then((answer) => answer.text())
      .then((page) => {
        const fresh = parse(page);
        const token = fresh.querySelector("form[data-stays] [name=csrfmiddlewaretoken]");
        if (fresh.body.dataset.person !== person || !token) return false;
        form.elements.csrfmiddlewaretoken.value = token.value;
        return true;
      });
  const typed = () => {
    const data = new FormData(form);
    if (pressed?.name) data.append(pressed.name, pressed.value);
    return data;
  };
  const send = () => {
    const first = waiting === "out" ? renew() : Promise.resolve(true);
    Object.values(notes).forEach((note) => { note.hidden = true; });
    form.setAttribute("aria-busy", "true");
    return first
      .then((mine) => (mine ? fetch(form.action, { method: "POST", body: typed() }).then(taken) : stay("out")))
      .catch(() => stay("line"));
  };
  addEventListener("submit", (event) => {
    if (event.target !== form || event.defaultPrevented) return;
    event.preventDefault();
    pressed = event.submitter ?? pressed;
    send();
  });
  addEventListener("online", () => { if (waiting === "line") form.requestSubmit(); });
})();
