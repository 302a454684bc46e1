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
        int start = 0;
        while (start <= text.length()) {
            int end = lineEnd(text, start);
            number++;
            String document = text.substring(start, end).replace("\uFEFF", "").strip();
            requireText(number, document);
            if (!document.isEmpty()) {
                documents.add(document);
            }
            start = text.startsWith("\r\n", end) ? end + 2 : end + 1;
        }
        List<String> all = documents.build();
        if (all.isEmpty()) {
            throw new IllegalArgumentException("has no text; --data takes a file with one document a line");
        }
        return all;
    }

    /** Where a line ends: at a linebreak as in regular expressions, which take 30 ms for the first 32,000 lines. */
    private static int lineEnd(String text, int start) {
        int end = start;
        while (end < text.length()) {
            char c = text.charAt(end);
            if ((c >= '\n' && c <= '\r') || c == 0x85 || c == 0x2028 || c == 0x2029) {
                break;
            }
            end++;
        }
        return end;
    }

    private static void requireText(int number, String line) {
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c < ' ' && c != '\t') {
                throw new IllegalArgumentException(
                        "is not text: line %d has the control character U+%04X".formatted(number, (int) c));
            }
        }
    }
}
