package io.gradstep.demos.serve;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One training of a page: commands come one at a time; while it plays, a thread trains and makes frames, of which a
 * listener gets the newest. It pauses when nobody listens.
 */
final class TrainingRoom {
    /** The least time between two frames, in milliseconds. */
    static final int FRAME_MILLIS = 50;

    /** How long it trains before others may use the training. */
    private static final long TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(8);

    /** One part in so many of the time goes to frames at most. */
    private static final int FRAME_SHARE = 4;

    private static final int MAX_PER_SECOND = 1_000_000;

    private final TrainingSubject subject;
    private final long graceNanos;

    /** Fair, so that a click is answered while it plays. */
    private final ReentrantLock turn = new ReentrantLock(true);

    private final Object news = new Object();

    @GuardedBy("news")
    private String newest = "";

    @GuardedBy("news")
    private long version;

    /** The number of the playback that runs; 0 while it is paused. */
    private volatile int playback;

    private int playbacks;
    private volatile int batchesPerSecond;
    private volatile int listeners;
    private volatile long lastHeard = System.nanoTime();
    private volatile boolean closed;

    /**
     * Opens a training.
     *
     * @param subject what is trained
     * @param graceMillis how long it plays on without a listener, who may be connecting again
     */
    TrainingRoom(TrainingSubject subject, long graceMillis) {
        this.subject = subject;
        graceNanos = TimeUnit.MILLISECONDS.toNanos(graceMillis);
    }

    /** Carries out a command of the page; {@code play} and {@code pause} are the room's, others the subject's. */
    String answer(String command) throws RequestException {
        lastHeard = System.nanoTime();
        JsonObject fields = object(command);
        String what = fields != null && fields.has("do") ? String.valueOf(fields.get("do")) : "";
        if (fields != null && what.equals("\"play\"")) {
            play(speed(fields));
            return "{}";
        }
        if (!what.equals("\"why\"")) {
            playback = 0;
        }
        return what.equals("\"pause\"") ? locked("{\"do\": \"frame\"}") : locked(command);
    }

    /** Writes the training as it stands, which pauses it. */
    Response export(String kind) throws RequestException {
        playback = 0;
        turn.lock();
        try {
            return subject.export(kind);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new RequestException(RequestException.UNPROCESSABLE, String.valueOf(e.getMessage()));
        } finally {
            turn.unlock();
        }
    }

    private static @Nullable JsonObject object(String command) {
        try {
            return JsonParser.parseString(command) instanceof JsonObject object ? object : null;
        } catch (RuntimeException e) {
            return null; // the subject says what is wrong
        }
    }

    private static int speed(JsonObject fields) throws RequestException {
        try {
            double wanted = fields.has("speed") ? fields.get("speed").getAsDouble() : MAX_PER_SECOND;
            if (wanted >= 1 && wanted <= MAX_PER_SECOND) {
                return (int) wanted;
            }
        } catch (RuntimeException e) {
            // not a number
        }
        throw new RequestException(
                RequestException.BAD_REQUEST, "'speed' must be a number of batches a second, from 1 to 1000000");
    }

    private String locked(String command) {
        turn.lock();
        try {
            return subject.answer(command);
        } finally {
            turn.unlock();
        }
    }

    private synchronized void play(int speed) {
        batchesPerSecond = speed;
        if (playback == 0 && !closed) {
            int number = ++playbacks;
            playback = number;
            Thread thread = new Thread(() -> train(number), "playground training");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void train(int number) {
        long started = System.nanoTime();
        long lastFrame = 0;
        long frameDistance = TimeUnit.MILLISECONDS.toNanos(FRAME_MILLIS);
        double owed = 1;
        while (playback == number && isHeard()) {
            long now = System.nanoTime();
            owed += (now - started) / 1e9 * batchesPerSecond;
            started = now;
            // What could not be done in time is not made up for.
            owed = Math.min(owed, Math.max(1, batchesPerSecond / 10.0));
            int done = (int) owed;
            boolean moved = done == 0 || advance(done, number);
            owed -= done;
            if (!moved || System.nanoTime() - lastFrame >= frameDistance) {
                lastFrame = System.nanoTime();
                publish(moved, number);
                // On a slow machine frames are rarer, so that most of the time is for the training.
                frameDistance = Math.max(
                        TimeUnit.MILLISECONDS.toNanos(FRAME_MILLIS), FRAME_SHARE * (System.nanoTime() - lastFrame));
            }
            if (!moved) {
                break;
            }
            if (owed < 1) {
                pause();
            }
        }
        synchronized (this) {
            if (playback == number) {
                playback = 0;
            }
        }
    }

    /** Trains until the batches are done or the time is up. */
    private boolean advance(int batches, int number) {
        long end = System.nanoTime() + TURN_NANOS;
        turn.lock();
        try {
            int chunk = 1;
            for (int left = batches; left > 0 && playback == number; left -= chunk) {
                chunk = Math.min(left, 4);
                String answer = subject.answer("{\"do\": \"advance\", \"frame\": false, \"batches\": " + chunk + "}");
                if (answer.contains("false")) {
                    return false;
                }
                if (System.nanoTime() > end) {
                    break;
                }
            }
            return true;
        } finally {
            turn.unlock();
        }
    }

    private void publish(boolean moved, int number) {
        turn.lock();
        try {
            // A command that came in between has answered with a newer frame.
            if (playback != number) {
                return;
            }
            String frame = subject.answer("{\"do\": \"frame\"}");
            String told = moved ? frame : frame.substring(0, frame.length() - 1) + ",\"ended\":true}";
            synchronized (news) {
                newest = told;
                version++;
                news.notifyAll();
            }
        } finally {
            turn.unlock();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(5);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A frame, and a number that is higher for later ones. */
    record Frame(long version, String text) {}

    /** Waits for a frame that is newer; null if none comes in time. */
    @Nullable
    Frame await(long known, long millis) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        synchronized (news) {
            while (version <= known) {
                long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                if (left <= 0 || closed) {
                    return null;
                }
                news.wait(left);
            }
            return new Frame(version, newest);
        }
    }

    /** The number of the newest frame. */
    long version() {
        synchronized (news) {
            return version;
        }
    }

    synchronized void listen(int change) {
        listeners += change;
        lastHeard = System.nanoTime();
    }

    private boolean isHeard() {
        return listeners > 0 || System.nanoTime() - lastHeard < graceNanos;
    }

    /** Whether its page is there no more, so that another one may have its place. */
    boolean isForsaken() {
        return !isHeard();
    }

    boolean isClosed() {
        return closed;
    }

    void close() {
        closed = true;
        playback = 0;
        synchronized (news) {
            news.notifyAll();
        }
    }
}
