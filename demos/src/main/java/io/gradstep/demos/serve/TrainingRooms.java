package io.gradstep.demos.serve;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The trainings of all pages, at most {@value #MOST} at a time, and the streams of their frames. */
final class TrainingRooms implements AutoCloseable {
    static final int MOST = 4;

    static final String COMMANDS = "/api/train/";
    static final String EVENTS = "/train/events/";
    private static final String OPEN = "open";

    /** A stream ends before Java's server would end it, and the browser connects again. */
    private static final long STREAM_NANOS = TimeUnit.SECONDS.toNanos(25);

    private static final long GRACE_MILLIS = 3000;
    private static final int PING_MILLIS = 2000;

    private final Map<String, TrainingRoom> rooms = new LinkedHashMap<>();
    private final SecureRandom random = new SecureRandom();

    /** Answers a command; the path names the training, or opens one, or names an export of one. */
    Response answer(String path, String command) throws RequestException {
        String name = path.substring(COMMANDS.length());
        int slash = name.indexOf('/');
        if (slash >= 0) {
            return room(name.substring(0, slash)).export(name.substring(slash + 1));
        }
        if (!name.equals(OPEN)) {
            return Response.of("application/json", room(name).answer(command));
        }
        JsonObject opened = new JsonObject();
        opened.addProperty("training", open(command));
        return Response.of("application/json", opened.toString());
    }

    private String open(String command) throws RequestException {
        String model = "network";
        try {
            if (JsonParser.parseString(command) instanceof JsonObject fields && fields.has("model")) {
                model = fields.get("model").getAsString();
            }
        } catch (RuntimeException e) {
            throw new RequestException(
                    RequestException.BAD_REQUEST,
                    "to open a training, send a JSON object such as {\"model\": \"gpt\"}");
        }
        return open(TrainingSubject.named(model));
    }

    private synchronized String open(TrainingSubject subject) throws RequestException {
        rooms.values().removeIf(room -> {
            boolean forsaken = rooms.size() >= MOST && room.isForsaken();
            if (forsaken) {
                room.close();
            }
            return forsaken;
        });
        if (rooms.size() >= MOST) {
            throw RequestException.forNow(
                    "%d trainings are open already, which is the limit; close the tab of one, wait a moment, and reload"
                            .formatted(MOST));
        }
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        String name = HexFormat.of().formatHex(bytes);
        rooms.put(name, new TrainingRoom(subject, GRACE_MILLIS));
        return name;
    }

    private synchronized TrainingRoom room(String name) throws RequestException {
        TrainingRoom room = rooms.get(name);
        if (room == null) {
            throw new RequestException(
                    RequestException.NOT_FOUND, "this training has ended; reload the page to start another");
        }
        return room;
    }

    /** Sends the frames of a training as server-sent events until the page leaves, or for a while. */
    void stream(HttpExchange exchange, String path, Map<String, String> headers) throws IOException, RequestException {
        TrainingRoom room = room(path.substring(EVENTS.length()));
        Headers sent = exchange.getResponseHeaders();
        headers.forEach(sent::set);
        sent.set("Content-Type", "text/event-stream; charset=utf-8");
        exchange.sendResponseHeaders(Response.OK, 0);
        room.listen(1);
        try (OutputStream out = exchange.getResponseBody()) {
            write(out, "retry: 150\n\n");
            send(room, out);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            room.listen(-1);
        }
    }

    private static void send(TrainingRoom room, OutputStream out) throws IOException, InterruptedException {
        long end = System.nanoTime() + STREAM_NANOS;
        long known = room.version();
        while (System.nanoTime() < end) {
            TrainingRoom.@Nullable Frame frame = room.await(known, PING_MILLIS);
            if (room.isClosed()) {
                return;
            }
            if (frame == null) {
                write(out, ":\n\n"); // which fails where nobody listens any more
                continue;
            }
            known = frame.version();
            write(out, "data: " + frame.text() + "\n\n");
            // A slow listener gets the newest frame next, not those in between.
            Thread.sleep(TrainingRoom.FRAME_MILLIS);
        }
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    @Override
    public synchronized void close() {
        rooms.values().forEach(TrainingRoom::close);
        rooms.clear();
    }
}
