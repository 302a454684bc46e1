package io.gradstep.demos.training;

import io.gradstep.demos.gpt.GptPage;
import io.gradstep.nn.gpt.CharacterGpt;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Writes a played GPT as it stands. */
public enum GptExport {
    /** A safetensors file, as {@code gradstep gpt --resume} takes it. */
    MODEL("application/octet-stream") {
        @Override
        public byte[] write(GptSession session) {
            return ModelBytes.of(file -> session.writer().save(file, Map.of()));
        }
    },

    /** A page on the model as it reads the next document, with every weight. */
    PAGE("text/html") {
        @Override
        public byte[] write(GptSession session) {
            CharacterGpt writer = session.writer();
            int[] tokens = writer.training()
                    .document((long) writer.training().step()
                            * writer.training().settings().batch());
            StringBuilder text = new StringBuilder();
            for (int i = 1; i + 1 < tokens.length; i++) {
                text.append(writer.vocabulary().decode(tokens[i]));
            }
            return GptPage.of(writer, text.toString()).html().getBytes(StandardCharsets.UTF_8);
        }
    };

    private final String type;

    GptExport(String type) {
        this.type = type;
    }

    /** {@return the media type} */
    public String type() {
        return type;
    }

    /**
     * {@return the content of the file}
     *
     * @param session the training, which stays as it is
     */
    public abstract byte[] write(GptSession session);
}
