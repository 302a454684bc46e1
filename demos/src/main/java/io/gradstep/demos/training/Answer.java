package io.gradstep.demos.training;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.function.Function;

/** An answer in JSON. Numbers read back to the last bit; those that JSON lacks are written as quoted words. */
final class Answer {
    private final JsonWriter json;

    private Answer(JsonWriter json) {
        this.json = json;
    }

    /** Writes a part of an answer. */
    interface Part {
        void to(Answer answer) throws IOException;
    }

    /** {@return an object with these contents} */
    static String of(Part contents) {
        StringWriter text = new StringWriter();
        try (JsonWriter json = new JsonWriter(text)) {
            json.beginObject();
            contents.to(new Answer(json));
            json.endObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // impossible: writes to a string
        }
        return text.toString();
    }

    /** {@return what a command is answered with, or its error} */
    static String to(String command, Function<Fields, String> carryOut) {
        try {
            return carryOut.apply(Fields.parse("the command", command));
        } catch (IllegalArgumentException | ArithmeticException e) {
            return of(answer -> answer.put("error", String.valueOf(e.getMessage())));
        }
    }

    Answer put(String name, String text) throws IOException {
        json.name(name).value(text);
        return this;
    }

    Answer put(String name, boolean truth) throws IOException {
        json.name(name).value(truth);
        return this;
    }

    Answer put(String name, long number) throws IOException {
        json.name(name).value(number);
        return this;
    }

    Answer put(String name, double number) throws IOException {
        json.name(name);
        number(number);
        return this;
    }

    Answer put(String name, double[] numbers) throws IOException {
        json.name(name).beginArray();
        for (double number : numbers) {
            number(number);
        }
        json.endArray();
        return this;
    }

    Answer put(String name, int[] numbers) throws IOException {
        json.name(name).beginArray();
        for (int number : numbers) {
            json.value(number);
        }
        json.endArray();
        return this;
    }

    Answer put(String name, Iterable<String> texts) throws IOException {
        json.name(name).beginArray();
        for (String text : texts) {
            json.value(text);
        }
        json.endArray();
        return this;
    }

    /** An object. */
    Answer object(String name, Part contents) throws IOException {
        json.name(name).beginObject();
        contents.to(this);
        json.endObject();
        return this;
    }

    /** A list, whose elements the contents add. */
    Answer list(String name, Part contents) throws IOException {
        json.name(name).beginArray();
        contents.to(this);
        json.endArray();
        return this;
    }

    /** An element of a list that is an object. */
    Answer element(Part contents) throws IOException {
        json.beginObject();
        contents.to(this);
        json.endObject();
        return this;
    }

    /** An element of a list that is a row of numbers. */
    Answer row(double... numbers) throws IOException {
        json.beginArray();
        for (double number : numbers) {
            number(number);
        }
        json.endArray();
        return this;
    }

    private void number(double number) throws IOException {
        if (Double.isFinite(number)) {
            json.value(number);
        } else {
            json.value(Double.toString(number));
        }
    }
}
