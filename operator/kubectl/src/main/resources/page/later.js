// Of many nodes, the rows of the tables come a moment after the drawing and the panel, because they take longer.

const MANY = 30;
const MILLIS = 250;

export class Later {
  constructor(ask) {
    this.ask = ask;
    this.isDue = false;
  }

  /** Whether to show the rows of so many nodes now; if not, asks for it soon. */
  takes(count) {
    if (count > MANY && !this.isDue) {
      this.timer ??= setTimeout(() => this.hurry(), MILLIS);
      return false;
    }
    clearTimeout(this.timer);
    this.timer = null;
    this.isDue = false;
    return true;
  }

  /** A person who clicks does not wait. */
  hurry() {
    this.isDue = true;
    this.ask();
  }
}
