// The engine behind gradstep serve: every answer is a response of the server.

class ServerEngine {
  presets() {
    return fetch('/presets.json').then((response) => response.json());
  }

  lessons() {
    return [];
  }

  ask(what, sketch, signal) {
    const headers = { 'Content-Type': 'application/json' };
    return fetch('/api/' + what, { method: 'POST', headers, body: JSON.stringify(sketch), signal });
  }

  /** What went wrong where there was no response. */
  silence() {
    return 'The server does not respond; is gradstep serve still running?';
  }
}
