// The engine behind gradstep serve: commands are posted, frames come as server-sent events.

class TrainingServer {
  /** Takes what is trained, and what can be exported: the name, the text of the button, and the name of the file. */
  constructor(model, kinds) {
    this.model = model;
    this.kinds = kinds;
  }

  async open(onFrame) {
    const { training } = await this.post('open', { model: this.model });
    this.training = training;
    this.frames = new EventSource(`/train/events/${training}`);
    this.frames.addEventListener('message', (event) => onFrame(JSON.parse(event.data)));
    addEventListener('pagehide', () => this.frames.close());
  }

  async post(path, command) {
    return (await this.response(path, command)).json();
  }

  async response(path, command) {
    const response = await fetch(`/api/train/${path}`,
      { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(command) })
      .catch(() => {
        throw new Error('The server does not respond; is gradstep serve still running?');
      });
    if (!response.ok) {
      throw new Error((await response.text()).trim());
    }
    return response;
  }

  exports() {
    return this.kinds;
  }

  async export(kind) {
    const response = await this.response(`${this.training}/${kind}`, {});
    saveExport(this.kinds, kind, await response.blob());
  }

  ask(command) {
    return this.post(this.training, command);
  }

  async lessons() {
    return (await fetch('/lessons.json')).json();
  }
}
