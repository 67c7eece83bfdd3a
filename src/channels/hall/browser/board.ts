/* The display of a hall. It runs in the browsers of televisions from 2013 on: types apart, it is
   ECMAScript 5 (no modules, no fetch), as a test asserts. */
interface BoardCall {
  number: string;
  counter: string;
  /** How often this ticket was called at this counter. */
  calls: number;
  lang: string;
  /** The announcement in words, for a voice that speaks `lang`. */
  say: string;
  /** The same in clips of the recording of `lang`: start and length, in seconds. */
  clips: [number, number][];
}

interface BoardState {
  version: number;
  waiting: number;
  /** Numbers that are probably next. */
  next: string[];
  /** To everybody, by language. */
  announced: { lang: string; text: string }[];
  /** Newest first. */
  calls: BoardCall[];
}

declare global {
  interface Window {
    webkitAudioContext?: typeof AudioContext;
  }
}

(function () {
  var board = byId("board");
  if (!board || !window.EventSource) {
    // Too old for server-sent events: reload the page instead.
    setTimeout(function () {
      location.reload();
    }, 10000);
    return;
  }
  function byId(id: string) {
    return document.getElementById(id) as HTMLElement;
  }
  var callsSeen: { [key: string]: number } | null = null;
  var lastMessage = Date.now();
  var stream: EventSource;
  var retryAfter = 2000;
  var highlightTimer = 0;
  var look = byId("now").className;
  var said: { lang: string; text: string }[] = [];
  var turn = 0;

  function mark(stale: boolean) {
    board.className = stale ? "b-all is-stale" : "b-all";
    byId("stale").hidden = !stale;
  }

  function alive() {
    lastMessage = Date.now();
    retryAfter = 2000;
    mark(false);
  }

  function rowOf(call: BoardCall) {
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

  /* Is drawn smaller, so that it stays in one line. */
  function isLong(call: BoardCall) {
    return call.number.length > 4;
  }

  function draw(state: BoardState) {
    var first = state.calls[0];
    var now = byId("now");
    var others = state.calls.slice(1, 8);
    look = "b-now";
    if (first && isLong(first)) look += " is-long";
    if (others.length === 0) look += " is-alone";
    var few = others.length <= 4 && !others.some(isLong) ? " is-few" : "";
    look += few;
    if (now.className.indexOf("is-new") < 0) now.className = look;
    if (first) now.removeAttribute("data-empty");
    else now.setAttribute("data-empty", "");
    byId("now-number").textContent = first ? first.number : "–";
    byId("now-counter").textContent = first ? first.counter : "–";
    byId("waiting").textContent = String(state.waiting);
    var rows = byId("rows");
    while (rows.firstChild) rows.removeChild(rows.firstChild);
    others.forEach(function (call) {
      rows.appendChild(rowOf(call));
    });
    byId("list").className = "b-list" + few;
    byId("next").hidden = state.next.length === 0;
    byId("next-numbers").textContent = state.next.join(" ");
    said = state.announced;
    sayNext();
    board.setAttribute("data-version", String(state.version));
  }

  /* What is said to everybody, in one language after the other. */
  function sayNext() {
    var place = byId("said");
    var one = said[turn % Math.max(1, said.length)];
    place.hidden = !one;
    if (!one) return;
    place.lang = one.lang;
    place.textContent = one.text;
  }

  /* Whether the hall is closed changes with the time alone: asks for the page again. */
  function lookAtHours() {
    var ask = new XMLHttpRequest();
    ask.open("GET", location.href);
    ask.responseType = "document";
    ask.onload = function () {
      var page: Document | null = ask.response;
      var now = page && page.getElementById("now");
      var closed = page && page.getElementById("closed");
      var opens = page && page.getElementById("opens");
      if (ask.status !== 200 || !now || !closed || !opens) return;
      if (now.hasAttribute("data-closed")) byId("now").setAttribute("data-closed", "");
      else byId("now").removeAttribute("data-closed");
      byId("now").replaceChild(document.importNode(closed, true), byId("closed"));
      byId("opens").textContent = opens.textContent;
      byId("opens").hidden = opens.hidden;
    };
    ask.send();
  }

  function highlight() {
    var now = byId("now");
    now.className = look;
    // Reading the width forces a reflow, which restarts the animation.
    void now.offsetWidth;
    now.className = look + " is-new";
    clearTimeout(highlightTimer);
    highlightTimer = window.setTimeout(function () {
      now.className = look;
    }, 12000);
  }

  /* Calls that are new, or repeated, since the last message; oldest first. */
  function newCalls(calls: BoardCall[]) {
    var fresh: BoardCall[] = [];
    var before = callsSeen;
    var now: { [key: string]: number } = {};
    calls.forEach(function (call) {
      var key = call.number + "@" + call.counter;
      now[key] = call.calls;
      if (before && !((before[key] || 0) >= call.calls)) fresh.unshift(call);
    });
    callsSeen = now;
    return fresh;
  }

  var sound: AudioContext | null = null;
  var Audio = window.AudioContext || window.webkitAudioContext;

  function tone(context: AudioContext, at: number, pitch: number) {
    var wave = context.createOscillator();
    var volume = context.createGain();
    wave.frequency.value = pitch;
    volume.gain.setValueAtTime(0.0001, at);
    volume.gain.exponentialRampToValueAtTime(0.3, at + 0.03);
    volume.gain.exponentialRampToValueAtTime(0.0001, at + 0.7);
    wave.connect(volume);
    volume.connect(context.destination);
    wave.start(at);
    wave.stop(at + 0.75);
  }

  function chime() {
    if (!sound || sound.state !== "running") return;
    tone(sound, sound.currentTime, 784);
    tone(sound, sound.currentTime + 0.28, 587);
  }

  function voiceFor(lang: string) {
    var voices = window.speechSynthesis ? speechSynthesis.getVoices() : [];
    return voices.filter(function (voice) {
      return voice.lang.toLowerCase().indexOf(lang) === 0;
    })[0];
  }

  var voices: { [lang: string]: string } = JSON.parse(board.getAttribute("data-voices") || "{}");
  var recordings: { [lang: string]: AudioBuffer } = {};
  /* When the last clip ends, so that two calls do not talk over each other. */
  var spokenUntil = 0;

  /* The recording of a language, fetched when it is first needed. */
  function withRecording(call: BoardCall, use: (recording: AudioBuffer) => void) {
    var lang = call.lang;
    var ready = recordings[lang];
    var address = voices[lang];
    if (ready) return use(ready);
    if (!sound || !address) return speak(call);
    var context = sound;
    var failed = function () {
      speak(call);
    };
    var request = new XMLHttpRequest();
    request.open("GET", address);
    request.responseType = "arraybuffer";
    request.onload = function () {
      if (request.status !== 200) return failed();
      context.decodeAudioData(
        request.response,
        function (recording) {
          recordings[lang] = recording;
          use(recording);
        },
        failed
      );
    };
    request.onerror = failed;
    request.send();
  }

  function play(call: BoardCall) {
    if (!sound || sound.state !== "running" || call.clips.length === 0) return speak(call);
    var context = sound;
    withRecording(call, function (recording) {
      var at = Math.max(context.currentTime, spokenUntil);
      call.clips.forEach(function (clip) {
        var source = context.createBufferSource();
        source.buffer = recording;
        source.connect(context.destination);
        source.start(at, clip[0], clip[1]);
        at += clip[1] + 0.12;
      });
      spokenUntil = at + 0.5;
    });
  }

  /* Where there is no recording: by a voice of the browser for this language, and by no other. */
  function speak(call: BoardCall) {
    var voice = voiceFor(call.lang);
    if (!voice) return;
    var words = new SpeechSynthesisUtterance(call.say);
    words.voice = voice;
    words.lang = voice.lang;
    words.rate = 0.9;
    speechSynthesis.speak(words);
  }

  function announce(fresh: BoardCall[]) {
    if (fresh.length === 0) return;
    byId("now").removeAttribute("data-closed");
    highlight();
    chime();
    setTimeout(function () {
      fresh.forEach(play);
    }, 900);
  }

  function startSound() {
    if (!Audio) return;
    sound = sound || new Audio();
    var context = sound;
    var button = byId("sound");
    var hideWhenRunning = function () {
      button.hidden = context.state === "running";
    };
    if (context.state === "running") hideWhenRunning();
    else {
      button.hidden = false;
      var promise = context.resume && context.resume();
      if (promise && promise.then) promise.then(hideWhenRunning, hideWhenRunning);
    }
  }

  function listen() {
    if (stream) stream.close();
    stream = new EventSource(board.getAttribute("data-events") || "");
    stream.addEventListener("board", function (event) {
      alive();
      var state: BoardState = JSON.parse(event.data);
      draw(state);
      announce(newCalls(state.calls));
    });
    stream.addEventListener("beat", function (event) {
      alive();
      var clock = byId("clock");
      // Halls open and close at full five minutes.
      if (clock.textContent !== event.data && /[05]$/.test(event.data)) lookAtHours();
      clock.textContent = event.data;
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
    turn += 1;
    sayNext();
  }, 8000);
  setInterval(function () {
    var silent = Date.now() - lastMessage;
    if (silent > 15000) mark(true);
    // A browser stops retrying a stream that was refused; a display must not.
    if ((stream.readyState === 2 && silent > retryAfter) || silent > 15000 + retryAfter) {
      retryAfter = Math.min(retryAfter * 2, 30000);
      listen();
    }
  }, 1000);
})();
