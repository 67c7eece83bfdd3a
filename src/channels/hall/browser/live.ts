/* Keeps a page of a hall current: on an event from the server it loads the page again and replaces
   the part that changes. ECMAScript 5 apart from the types, like board.ts. */
interface Begun {
  id: string;
  value: string;
  open: boolean;
}

(function () {
  var live = document.querySelector("[data-live]") as HTMLElement;
  if (!live || !window.EventSource || !window.DOMParser) return;
  var ownNumber = live.getAttribute("data-number");
  var every = Number(live.getAttribute("data-every"));
  var loadedAt = Date.now();
  var timer = 0;
  var called = "";
  var content = live.innerHTML;

  /* What somebody has chosen or opened but not sent yet. */
  function begunChoices() {
    var begun: Begun[] = [];
    var parts = live.querySelectorAll("select[id], details[id]");
    for (var i = 0; i < parts.length; i++) {
      var part = parts[i] as HTMLSelectElement & HTMLDetailsElement;
      begun.push({ id: part.id, value: part.value, open: part.open });
    }
    return begun;
  }

  function restore(begun: Begun[]) {
    begun.forEach(function (choice) {
      var part = document.getElementById(choice.id) as
        | (HTMLSelectElement & HTMLDetailsElement)
        | null;
      if (!part) return;
      if (choice.open) part.open = true;
      if (part.querySelector('option[value="' + choice.value + '"]')) part.value = choice.value;
    });
  }

  function replaceWith(page: Document) {
    var fresh = page.querySelector("[data-live]");
    if (!fresh) return location.reload();
    document.title = page.title;
    if (fresh.innerHTML === content) return;
    content = fresh.innerHTML;
    var focused =
      document.activeElement && live.contains(document.activeElement) && document.activeElement.id;
    var begun = begunChoices();
    live.innerHTML = content;
    live.className = fresh.className;
    restore(begun);
    var again = focused && document.getElementById(focused);
    if (again) again.focus();
  }

  function load() {
    timer = 0;
    // While a button is pressed its form must not be replaced, or the click would be lost.
    if (live.querySelector(":active")) return loadAfter(500);
    loadedAt = Date.now();
    var request = new XMLHttpRequest();
    // Marked as made by the page itself: it does not keep whoever is signed in signed in.
    var mark = (location.search ? "&" : "?") + "again=1";
    request.open("GET", location.pathname + location.search + mark);
    request.onload = function () {
      if (request.status === 200)
        replaceWith(new DOMParser().parseFromString(request.responseText, "text/html"));
      else if (request.status < 500) location.reload();
    };
    request.send();
  }

  function loadAfter(millis: number) {
    if (timer) clearTimeout(timer);
    timer = window.setTimeout(load, millis);
  }

  /* With a random delay, so that five hundred phones do not load at the same moment. */
  function loadSoon() {
    if (timer) return;
    var due = loadedAt + every - Date.now();
    loadAfter(Math.max(due, 0) + Math.random() * every * 0.3);
  }

  /* Whether the call of this ticket changed: a new counter, or called once more. */
  function callChanged(calls: { number: string; counter: string; calls: number }[]) {
    var now = "";
    calls.forEach(function (call) {
      if (call.number === ownNumber) now = call.counter + "/" + call.calls;
    });
    var changed = now !== called;
    called = now;
    return changed;
  }

  new EventSource(live.getAttribute("data-live") || "").addEventListener("board", function (event) {
    var shown = JSON.parse(event.data);
    if (ownNumber && callChanged(shown.calls)) {
      if (called && navigator.vibrate) navigator.vibrate([300, 200, 300]);
      loadAfter(0);
    } else loadSoon();
  });
  // Waiting times change even without an event.
  setInterval(loadSoon, 30000);
})();
