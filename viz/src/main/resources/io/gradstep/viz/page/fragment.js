// The position in the address, after its #: step=7.

class Fragment {
  /** The address may call positions by other numbers than those from 0 on. */
  constructor(word, number = (position) => position, position = (known) => known) {
    this.word = word;
    this.number = number;
    this.position = position;
  }

  read() {
    const [word, number] = location.hash.slice(1).split('=');
    return word === this.word && /^\d+$/.test(number) ? this.position(Number(number)) : null;
  }

  /** Takes a player to the positions that somebody writes there. */
  lead(player) {
    addEventListener('hashchange', () => player.turn(this.read() ?? player.at));
  }

  write(position) {
    const hash = `#${this.word}=${this.number(position)}`;
    if (location.hash !== hash) {
      history.replaceState(null, '', hash);
    }
  }
}
