package io.gradstep.demos.gpt;

import com.google.common.collect.ImmutableList;
import io.gradstep.demos.console.CommandException;
import io.gradstep.demos.console.Glyphs;
import io.gradstep.demos.console.OutsideFiles;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads a text file in UTF-8 with one document a line; empty lines are left out. */
public final class Documents {
    private Documents() {}

    static List<String> read(String file) {
        byte[] bytes = OutsideFiles.read(file);
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new CommandException("%s is not text in UTF-8; --data takes a file with one document a line"
                    .formatted(Glyphs.visible(file)));
        }
        try {
            return parse(text);
        } catch (IllegalArgumentException e) {
            throw new CommandException("%s %s".formatted(Glyphs.visible(file), e.getMessage()));
        }
    }

    /**
     * {@return the lines of a text, without those that are empty}
     *
     * @param text one document a line
     * @throws IllegalArgumentException if there is none, or it is not text; the message is about the file
     */
    public static List<String> parse(String text) {
        ImmutableList.Builder<String> documents = ImmutableList.builder();
        int number = 0;
        for (String line : text.replace("\uFEFF", "").split("\\R", -1)) {
            number++;
            String document = line.strip();
            requireText(number, document);
            if (!document.isEmpty()) {
                documents.add(document);
            }
        }
        List<String> all = documents.build();
        if (all.isEmpty()) {
            throw new IllegalArgumentException("has no text; --data takes a file with one document a line");
        }
        return all;
    }

    private static void requireText(int number, String line) {
        int bad = line.chars().filter(c -> c < ' ' && c != '\t').findFirst().orElse(-1);
        if (bad >= 0) {
            throw new IllegalArgumentException(
                    "is not text: line %d has the control character U+%04X".formatted(number, bad));
        }
    }
}
