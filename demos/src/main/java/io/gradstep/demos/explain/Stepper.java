package io.gradstep.demos.explain;

import io.gradstep.demos.console.Style;
import io.gradstep.demos.console.Terminal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Turns the pages of a walk-through as the keys say. */
final class Stepper {
    private final Terminal terminal;
    private final Walkthrough walkthrough;

    Stepper(Terminal terminal, Walkthrough walkthrough) {
        this.terminal = terminal;
        this.walkthrough = walkthrough;
    }

    /** Goes on until the last page is left, or there is no more input. */
    void run() throws IOException {
        // Only keys of ASCII mean something; in whatever charset the rest comes, UTF-8 reads past it.
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
                        say("This is the beginning.");
                    } else {
                        show(--page);
                    }
                }
                case "" -> {
                    if (++page < walkthrough.pageCount()) {
                        show(page);
                    }
                }
                default -> say("Enter goes on, b goes back, q ends.");
            }
        }
    }

    // Every page begins with an empty line, which parts it from the prompt; the title alone has none of its own.
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
