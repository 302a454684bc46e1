package io.gradstep.demos.explain;

import io.gradstep.demos.console.Style;
import io.gradstep.demos.console.Terminal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Pages through a walk-through by keys. */
final class Stepper {
    private final Terminal terminal;
    private final Walkthrough walkthrough;

    Stepper(Terminal terminal, Walkthrough walkthrough) {
        this.terminal = terminal;
        this.walkthrough = walkthrough;
    }

    /** Runs until the reader leaves the last page or the input ends. */
    void run() throws IOException {
        // All keys are ASCII; decoding as UTF-8 skips anything else in any charset.
        BufferedReader keyboard = new BufferedReader(new InputStreamReader(terminal.in(), StandardCharsets.UTF_8));
        int page = 0;
        walkthrough.printPage(page);
        while (page < walkthrough.pageCount()) {
            prompt(page);
            String line = keyboard.readLine();
            if (line == null) {
                terminal.println();
                return;
            }
            switch (line.strip().toLowerCase(Locale.ROOT)) {
                case "q" -> {
                    return;
                }
                case "b" -> {
                    if (page == 0) {
                        say("This is the first page.");
                    } else {
                        show(--page);
                    }
                }
                case "" -> {
                    if (++page < walkthrough.pageCount()) {
                        show(page);
                    }
                }
                default -> say("Press Enter for the next page, b for the previous, q to quit.");
            }
        }
    }

    // Every page but the title begins with an empty line; here the title needs one after the prompt too.
    private void show(int page) {
        if (page == 0) {
            terminal.println();
        }
        walkthrough.printPage(page);
    }

    private void say(String sentence) {
        terminal.println();
        terminal.println(sentence);
    }

    private void prompt(int page) {
        boolean last = page == walkthrough.pageCount() - 1;
        terminal.println();
        terminal.print(terminal.paint(
                Style.QUIET,
                "[%d of %d] Enter: %s, b: back, q: quit "
                        .formatted(page + 1, walkthrough.pageCount(), last ? "end" : "next")));
        terminal.flush();
    }
}
