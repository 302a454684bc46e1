package io.gradstep.demos.console;

import io.gradstep.engine.expr.SyntaxException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The error messages for failed commands. */
public final class Failure {
    private Failure() {}

    /**
     * Returns the message for a failure.
     *
     * @param burden what used up the memory
     * @return null if the reader of a pipe closed it, which is not an error
     */
    public static @Nullable String message(Throwable failure, String burden) {
        if (failure instanceof CommandException || failure instanceof SyntaxException) {
            return failure.getMessage();
        }
        if (failure instanceof ParameterException usage) {
            return usage(usage);
        }
        if (failure instanceof Terminal.WriteException write) {
            return write.isBrokenPipe() ? null : "the output cannot be written: " + write.getMessage();
        }
        if (failure instanceof OutOfMemoryError) {
            return "not enough memory for %s; give Java more, as in java -Xmx%dg -jar gradstep.jar ..."
                    .formatted(burden, 2 * (Runtime.getRuntime().maxMemory() / (1 << 30) + 1));
        }
        // Unexpected, so a bug in this program.
        String wrong = "sorry, this is a bug in gradstep, not a mistake in your input: " + failure;
        return wrong.replaceAll("\\s*\\R\\s*", " ");
    }

    private static String usage(ParameterException failure) {
        CommandSpec command = failure.getCommandLine().getCommandSpec();
        String hint = "; try '%s --help'".formatted(command.qualifiedName());
        if (failure instanceof UnmatchedArgumentException unmatched
                && !unmatched.getUnmatched().isEmpty()) {
            String word = unmatched.getUnmatched().get(0);
            List<String> suggestions = unmatched.getSuggestions();
            boolean isOption = word.startsWith("-");
            return "unknown %s '%s'%s"
                    .formatted(
                            isOption ? "option" : "command",
                            Glyphs.visible(word),
                            suggestions.isEmpty() ? hint : "; did you mean '%s'?".formatted(suggestions.get(0)));
        }
        String message = String.valueOf(failure.getMessage());
        return message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1) + hint;
    }
}
