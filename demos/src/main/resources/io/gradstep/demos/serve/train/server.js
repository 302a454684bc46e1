// The engine behind gradstep serve: commands are posted, frames come as server-sent events.

class TrainingServer {
  async open(onFrame) {
    const { training } = await this.post('open', {});
    this.training = training;
    this.frames = new EventSource(`/train/events/${training}`);
    this.frames.addEventListener('message', (event) => onFrame(JSON.parse(event.data)));
    addEventListener('pagehide', () => this.frames.close());
  }

  async post(path, command) {
    const response = await fetch(`/api/train/${path}`,
      { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(command) })
      .catch(() => {
        throw new Error('The server does not respond; is gradstep serve still running?');
      });
    if (!response.ok) {
      throw new Error((await response.text()).trim());
    }
    return response.json();
  }

  ask(command) {
    return this.post(this.training, command);
  }

  async lessons() {
    return (await fetch('/lessons.json')).json();
  }
}
