package io.gradstep.demos.train;

import com.google.gson.FormattingStyle;
import com.google.gson.stream.JsonWriter;
import io.gradstep.demos.console.Glyphs;
import io.gradstep.nn.Predictor;
import io.gradstep.nn.fit.FittedCurves;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The answers of a saved model as lines of text, one for each row. */
interface Answers {
    /** The output formats. */
    enum Format {
        /** For reading: classes and probabilities of ten digits, or values. */
        PLAIN,
        /** With a header, and every digit. */
        CSV,
        /** One object per line, with every digit. */
        JSON
    }

    /** Writes the members of an object. */
    interface Members {
        void writeTo(JsonWriter json) throws IOException;
    }

    /** {@return the names of the model's inputs} */
    List<String> inputNames();

    /** {@return the header line, if the format has one} */
    Optional<String> heading();

    /**
     * Returns the answer to a row.
     *
     * @throws ArithmeticException if the model has none; the message says why
     */
    String line(double[] row);

    /** Loads a model: a network, or the curves of a fit. */
    static Answers load(Path file, Format format) throws IOException {
        return isFit(file)
                ? new FitAnswers(format, FittedCurves.load(file))
                : new NetworkAnswers(format, Predictor.load(file));
    }

    /** A fit is JSON; a network's file begins with a length of eight bytes, the last of which are 0. */
    private static boolean isFit(Path file) {
        try (InputStream content = Files.newInputStream(file)) {
            byte[] start = content.readNBytes(8);
            return start.length == 8 && start[0] == '{' && start[7] != 0;
        } catch (IOException e) {
            return false; // who reads it as a network says what is wrong
        }
    }

    /** Returns an object in one line. */
    static String object(Members members) {
        StringWriter text = new StringWriter();
        try (JsonWriter json = new JsonWriter(text)) {
            json.setFormattingStyle(FormattingStyle.COMPACT.withSpaceAfterSeparators(true));
            json.beginObject();
            members.writeTo(json);
            json.endObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // impossible: writes to a string
        }
        return text.toString();
    }

    /** Returns names as a line of CSV. */
    static String fields(List<String> names) {
        return names.stream().map(Answers::field).collect(Collectors.joining(","));
    }

    /** Returns a name as a CSV field. */
    static String field(String name) {
        String text = Glyphs.visible(name);
        return text.matches("[^\",]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
