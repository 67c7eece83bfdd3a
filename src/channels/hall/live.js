/* Keeps a page of a hall fresh: it hears that something changed and asks for the page again. */
(function () {
  var live = document.querySelector("[data-live]");
  if (!live || !window.EventSource || !window.DOMParser) return;
  var own = live.getAttribute("data-number");
  var every = Number(live.getAttribute("data-every"));
  var asked = Date.now();
  var planned = 0;
  var called = "";
  var known = live.innerHTML;

  /* What somebody has chosen or opened and not yet sent. */
  function begunIn() {
    var begun = [];
    var parts = live.querySelectorAll("select[id], details[id]");
    for (var i = 0; i < parts.length; i++)
      begun.push({ id: parts[i].id, value: parts[i].value, open: parts[i].open });
    return begun;
  }

  function goOn(begun) {
    for (var i = 0; i < begun.length; i++) {
      var part = document.getElementById(begun[i].id);
      if (!part) continue;
      if (begun[i].open) part.open = true;
      if (part.querySelector('option[value="' + begun[i].value + '"]')) part.value = begun[i].value;
    }
  }

  function put(page) {
    var fresh = page.querySelector("[data-live]");
    if (!fresh) return location.reload();
    document.title = page.title;
    if (fresh.innerHTML === known) return;
    known = fresh.innerHTML;
    var focused =
      document.activeElement && live.contains(document.activeElement) && document.activeElement.id;
    var begun = begunIn();
    live.innerHTML = known;
    live.className = fresh.className;
    goOn(begun);
    var again = focused && document.getElementById(focused);
    if (again) again.focus();
  }

  function ask() {
    planned = 0;
    // Somebody is pressing a button just now: its form must still be there when he lets go.
    if (live.querySelector(":active")) return plan(500);
    asked = Date.now();
    var request = new XMLHttpRequest();
    request.open("GET", location.href);
    request.onload = function () {
      if (request.status === 200)
        put(new DOMParser().parseFromString(request.responseText, "text/html"));
      else if (request.status < 500) location.reload();
    };
    request.send();
  }

  function plan(after) {
    if (planned) clearTimeout(planned);
    planned = setTimeout(ask, after);
  }

  /* Five hundred phones that ask at the same moment would be a queue of their own. */
  function soon() {
    if (planned) return;
    var due = asked + every - Date.now();
    plan(Math.max(due, 0) + Math.random() * every * 0.3);
  }

  function isCalled(calls) {
    var now = "";
    for (var i = 0; i < calls.length; i++)
      if (calls[i].number === own) now = calls[i].counter + "/" + calls[i].calls;
    var changed = now !== called;
    called = now;
    return changed;
  }

  new EventSource(live.getAttribute("data-live")).addEventListener("board", function (event) {
    var shown = JSON.parse(event.data);
    if (own && isCalled(shown.calls)) {
      if (called && navigator.vibrate) navigator.vibrate([300, 200, 300]);
      plan(0);
    } else soon();
  });
  // Minutes pass even where nothing happens.
  setInterval(soon, 30000);
})();
