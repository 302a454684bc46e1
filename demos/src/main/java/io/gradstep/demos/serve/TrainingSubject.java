package io.gradstep.demos.serve;

import io.gradstep.demos.training.GptExport;
import io.gradstep.demos.training.GptSession;
import io.gradstep.demos.training.TrainingExport;
import io.gradstep.demos.training.TrainingSession;
import java.util.Locale;

/** What is trained in a room: a network, or a GPT. Commands and answers are JSON. */
interface TrainingSubject {
    /** Carries out a command. */
    String answer(String command);

    /** Writes the training as it stands. */
    Response export(String kind) throws RequestException;

    /** Begins the training of a network, or with the name {@code gpt} that of a language model. */
    static TrainingSubject named(String name) throws RequestException {
        return switch (name) {
            case "network" -> new Network();
            case "gpt" -> new Language();
            default ->
                throw new RequestException(RequestException.BAD_REQUEST, "'model' must be network or gpt, not " + name);
        };
    }

    private static <E extends Enum<E>> E chosen(Class<E> kinds, String kind) throws RequestException {
        for (E each : kinds.getEnumConstants()) {
            if (each.name().toLowerCase(Locale.ROOT).equals(kind)) {
                return each;
            }
        }
        throw new RequestException(RequestException.NOT_FOUND, "there is no such export");
    }

    /** A network on points, numbers or digits. */
    final class Network implements TrainingSubject {
        private final TrainingSession session = new TrainingSession();

        @Override
        public String answer(String command) {
            return session.answer(command);
        }

        @Override
        public Response export(String kind) throws RequestException {
            TrainingExport export = chosen(TrainingExport.class, kind);
            return Response.of(export.type(), export.write(session));
        }
    }

    /** A language model on lines of text. */
    final class Language implements TrainingSubject {
        private final GptSession session = new GptSession();

        @Override
        public String answer(String command) {
            return session.answer(command);
        }

        @Override
        public Response export(String kind) throws RequestException {
            GptExport export = chosen(GptExport.class, kind);
            return Response.of(export.type(), export.write(session));
        }
    }
}
