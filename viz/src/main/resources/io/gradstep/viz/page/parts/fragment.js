// The position in the address, after its #: step=7.

class Fragment {
  /** Positions in the address may have other numbers than those from 0 on. */
  constructor(word, number = (position) => position, position = (known) => known) {
    this.word = word;
    this.number = number;
    this.position = position;
  }

  read() {
    const [word, number] = location.hash.slice(1).split('=');
    return word === this.word && /^\d+$/.test(number) ? this.position(Number(number)) : null;
  }

  /** Moves a player to the positions that are typed there. */
  lead(player) {
    addEventListener('hashchange', () => player.turn(this.read() ?? player.at));
  }

  write(position) {
    const hash = `#${this.word}=${this.number(position)}`;
    // A page in a frame of a notebook has no address of its own.
    if (location.hash !== hash && location.protocol !== 'about:') {
      history.replaceState(null, '', hash);
    }
  }
}
