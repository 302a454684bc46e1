package io.gradstep.demos.explain;

import io.gradstep.demos.console.Application;
import io.gradstep.demos.console.Paragraph;
import io.gradstep.demos.console.Style;
import io.gradstep.demos.console.Task;
import io.gradstep.demos.console.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** {@code gradstep language}: prints the reference of the expression language. */
@Command(
        name = "language",
        mixinStandardHelpOptions = true,
        header = "Prints the syntax of programs, and every operator and function with its rule and an example.",
        customSynopsis = {"gradstep language"},
        footer = {"", "Examples:", "  gradstep language | less"})
public final class LanguageCommand implements Task {
    /** In columns: what the narrowest usual terminal shows. */
    static final int MAX_WIDTH = 80;

    private static final String INDENT = "  ";

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // by picocli
    private Application application;

    @Override
    public int run() {
        Terminal terminal = application.terminal();
        String separator = "";
        for (LanguageReference.Section section : LanguageReference.compute().sections()) {
            terminal.print(separator);
            terminal.println(terminal.paint(Style.HEADING, section.title()));
            print(terminal, section.introduction(), INDENT, Style.PLAIN);
            for (LanguageReference.Entry entry : section.entries()) {
                terminal.println();
                print(terminal, entry.written(), INDENT, Style.GATE);
                print(terminal, entry.meaning(), INDENT + INDENT, Style.PLAIN);
                print(terminal, entry.example().program(), INDENT + INDENT, Style.VALUE);
                print(terminal, entry.example().result(), INDENT + INDENT, Style.GRADIENT);
            }
            separator = "\n";
        }
        return Application.OK;
    }

    private static void print(Terminal terminal, String text, String indent, Style style) {
        for (String line : Paragraph.lines(text, MAX_WIDTH - indent.length(), terminal::width)) {
            terminal.println(indent + terminal.paint(style, line));
        }
    }
}
