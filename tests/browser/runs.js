// Says on <html> whether Streamlit still owes this page a run: from the message that asks for one
// until what it ends with has been drawn. Streamlit's own sign says "running" only after the server
// has answered, so a click on a busy machine leaves it at rest for a while.
//
// The numbers are the fields of BackMsg, ClientState and ForwardMsg in streamlit/proto.
(() => {
  const SIGN = "data-test-owes-run";
  const RERUN = 11, AUTOMATIC = 6;
  const NEW_SESSION = 4, FINISHED = 6, EARLY = 2, HEARTBEAT_ANSWERED = 26;
  const HEARTBEAT = new Uint8Array([0x88, 0x01, 0x01]);
  const { send } = WebSocket.prototype;
  const watched = new WeakSet();

  let asked = 0;  // runs that were asked for and have not begun
  let before = 0;  // of these, the ones asked for before the heartbeat that is under way
  let running = false;
  let heard = 0;  // clicks and keys of a moment ago: what they ask for may not have been sent yet

  const owes = () => asked > 0 || running || heard > 0;
  const show = () => document.documentElement?.toggleAttribute(SIGN, owes());
  const onceDrawn = (then) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(then)));

  for (const kind of ["click", "input", "change", "keydown"]) {
    addEventListener(kind, () => {
      heard += 1;
      show();
      onceDrawn(() => {
        heard -= 1;
        show();
      });
    }, true);
  }

  /** The fields of a message: its numbers, each with a number or the bytes that it holds. */
  function fields(bytes) {
    const found = new Map();
    let at = 0;
    const number = () => {
      let sum = 0, by = 1, byte;
      do {
        byte = bytes[at++];
        sum += (byte & 127) * by;
        by *= 128;
      } while (byte > 127);
      return sum;
    };
    while (at < bytes.length) {
      const tag = number();
      const value = number();
      const holdsBytes = (tag & 7) === 2;
      found.set(tag >> 3, holdsBytes ? bytes.subarray(at, at + value) : value);
      at += holdsBytes ? value : 0;
    }
    return found;
  }

  function sent(socket, message) {
    const rerun = fields(message).get(RERUN);
    if (!rerun || fields(rerun).get(AUTOMATIC)) return;
    asked += 1;
    show();
    if (watched.has(socket)) return;
    watched.add(socket);
    socket.addEventListener("message", (event) => received(socket, fields(new Uint8Array(event.data))));
    socket.addEventListener("close", () => {
      asked = before = 0;
      running = false;
      show();
    });
  }

  function received(socket, message) {
    if (message.has(NEW_SESSION)) {
      asked = Math.max(0, asked - 1);
      before = 0;
      running = true;
      show();
    } else if (message.has(FINISHED)) {
      running = message.get(FINISHED) === EARLY;  // another run follows at once
      if (!running && asked > 0) ask(socket);
      if (!owes()) onceDrawn(show);
    } else if (message.has(HEARTBEAT_ANSWERED) && !running) {
      asked -= before;
      before = 0;
      if (!owes()) onceDrawn(show);
    }
  }

  // Two clicks in a row can end in one run, so a run may be asked for that never begins. The server
  // takes messages in order: once it answers a heartbeat it has taken all that was sent before.
  function ask(socket) {
    before = asked;
    send.call(socket, HEARTBEAT);
  }

  WebSocket.prototype.send = function (message) {
    if (message instanceof Uint8Array) sent(this, message);
    return send.call(this, message);
  };
})();
