/* The display of a hall. Written for the browser of a television: ECMAScript 5, no modules, no fetch. */
(function () {
  var board = document.getElementById("board");
  if (!board || !window.EventSource) {
    // Too old for a stream: the page asks anew by itself.
    setTimeout(function () {
      location.reload();
    }, 10000);
    return;
  }
  function byId(id) {
    return document.getElementById(id);
  }
  var heard = null;
  var lastWord = Date.now();
  var stream = null;
  var waitBefore = 2000;
  var ended = 0;
  var look = byId("now").className;

  function mark(stale) {
    board.className = stale ? "b-all is-stale" : "b-all";
    byId("stale").hidden = !stale;
  }

  function alive() {
    lastWord = Date.now();
    waitBefore = 2000;
    mark(false);
  }

  function rowOf(call) {
    var row = document.createElement("li");
    row.className = "b-list__row";
    var number = document.createElement("span");
    number.textContent = call.number;
    var counter = document.createElement("b");
    counter.textContent = call.counter;
    row.appendChild(number);
    row.appendChild(counter);
    return row;
  }

  function draw(shown) {
    var first = shown.calls[0];
    var now = byId("now");
    look = first && first.number.length > 5 ? "b-now is-long" : "b-now";
    if (now.className.indexOf("is-new") < 0) now.className = look;
    if (first) now.removeAttribute("data-empty");
    else now.setAttribute("data-empty", "");
    byId("now-number").textContent = first ? first.number : "–";
    byId("now-counter").textContent = first ? first.counter : "–";
    byId("waiting").textContent = String(shown.waiting);
    var rows = byId("rows");
    while (rows.firstChild) rows.removeChild(rows.firstChild);
    for (var i = 1; i < shown.calls.length && i < 8; i++) rows.appendChild(rowOf(shown.calls[i]));
    board.setAttribute("data-version", String(shown.version));
  }

  function highlight() {
    var now = byId("now");
    now.className = look;
    // Asking for the width lets the animation begin anew.
    void now.offsetWidth;
    now.className = look + " is-new";
    clearTimeout(ended);
    ended = setTimeout(function () {
      now.className = look;
    }, 12000);
  }

  /* Those that were not called, or not so often, when the last picture came. Oldest first. */
  function newCalls(calls) {
    var fresh = [];
    var known = {};
    for (var i = 0; i < calls.length; i++) {
      var call = calls[i];
      var key = call.number + "@" + call.counter;
      known[key] = call.calls;
      if (heard && !(heard[key] >= call.calls)) fresh.unshift(call);
    }
    heard = known;
    return fresh;
  }

  var sound = null;
  var Audio = window.AudioContext || window.webkitAudioContext;

  function tone(at, pitch) {
    var wave = sound.createOscillator();
    var volume = sound.createGain();
    wave.frequency.value = pitch;
    volume.gain.setValueAtTime(0.0001, at);
    volume.gain.exponentialRampToValueAtTime(0.3, at + 0.03);
    volume.gain.exponentialRampToValueAtTime(0.0001, at + 0.7);
    wave.connect(volume);
    volume.connect(sound.destination);
    wave.start(at);
    wave.stop(at + 0.75);
  }

  function chime() {
    if (!sound || sound.state !== "running") return;
    tone(sound.currentTime, 784);
    tone(sound.currentTime + 0.28, 587);
  }

  function voiceFor(lang) {
    var voices = window.speechSynthesis ? speechSynthesis.getVoices() : [];
    for (var i = 0; i < voices.length; i++)
      if (voices[i].lang.toLowerCase().indexOf(lang) === 0) return voices[i];
    return null;
  }

  /* A voice that does not know the language would say it wrong: then the chime alone. */
  function say(call) {
    var voice = voiceFor(call.lang);
    if (!voice) return;
    var words = new SpeechSynthesisUtterance(call.say);
    words.voice = voice;
    words.lang = voice.lang;
    words.rate = 0.9;
    speechSynthesis.speak(words);
  }

  function announce(fresh) {
    if (fresh.length === 0) return;
    highlight();
    chime();
    setTimeout(function () {
      for (var i = 0; i < fresh.length; i++) say(fresh[i]);
    }, 900);
  }

  function startSound() {
    if (!Audio) return;
    sound = sound || new Audio();
    var button = byId("sound");
    var shown = function () {
      button.hidden = sound.state === "running";
    };
    if (sound.state === "running") shown();
    else {
      button.hidden = false;
      var promise = sound.resume && sound.resume();
      if (promise && promise.then) promise.then(shown, shown);
    }
  }

  function listen() {
    if (stream) stream.close();
    stream = new EventSource(board.getAttribute("data-events"));
    stream.addEventListener("board", function (event) {
      alive();
      var shown = JSON.parse(event.data);
      draw(shown);
      announce(newCalls(shown.calls));
    });
    stream.addEventListener("beat", function (event) {
      alive();
      byId("clock").textContent = event.data;
    });
  }

  listen();
  startSound();
  byId("sound").addEventListener("click", function () {
    startSound();
    chime();
  });
  document.addEventListener("keydown", startSound);
  setInterval(function () {
    var silent = Date.now() - lastWord;
    if (silent > 15000) mark(true);
    // A browser gives up a stream that was refused; a display may not.
    if ((stream.readyState === 2 && silent > waitBefore) || silent > 15000 + waitBefore) {
      waitBefore = Math.min(waitBefore * 2, 30000);
      listen();
    }
  }, 1000);
})();
