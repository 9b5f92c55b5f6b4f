/* The guide: a link to a folded chapter unfolds it. Loaded with `defer`. */
(() => {
  const unfold = () => {
    const place = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (place?.localName !== "details" || place.open) return;
    place.open = true;
    place.scrollIntoView();
  };
  addEventListener("hashchange", unfold);
  unfold();
})();
