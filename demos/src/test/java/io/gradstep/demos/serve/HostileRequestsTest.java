package io.gradstep.demos.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import io.gradstep.demos.serve.Talk.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever comes, the server stays up. */
class HostileRequestsTest {
    private static final long SEED = 20_260_407;
    private static final int REQUESTS = 1000;
    private static final int AT_ONCE = 50;
    private static final String LECTURE = "{\"program\": \"x = -2; y = 5; z = -4; q = x + y; f = q*z\"}";

    private PlaygroundServer server;
    private Talk talk;

    @BeforeEach
    void open() throws IOException {
        server = PlaygroundServer.start(0);
        talk = new Talk(server);
    }

    @AfterEach
    void close() {
        server.close();
    }

    /** The numbers of the lecture notes, and the page. */
    private void it_answers_properly() throws IOException {
        Answer answer = talk.post("/api/page", LECTURE);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(JsonParser.parseString(answer.body())
                        .getAsJsonObject()
                        .get("picture")
                        .getAsString())
                .contains(">−12</text>");
        assertThat(talk.get("/").body()).contains("Gradstep playground");
    }

    @Test
    @Timeout(180)
    void a_thousand_random_and_malformed_requests() throws Exception {
        HostileRequests hostile = new HostileRequests(SEED, talk);
        List<byte[]> requests = new ArrayList<>();
        for (int i = 0; i < REQUESTS; i++) {
            requests.add(hostile.next());
        }
        // A few at a time, because some get no answer and are waited for.
        List<Answer> answers = all(
                8,
                requests.stream()
                        .<Callable<Answer>>map(request -> () -> talk.say(request))
                        .toList());
        for (int i = 0; i < REQUESTS; i++) {
            String request = new String(requests.get(i), StandardCharsets.UTF_8);
            assertThat(answers.get(i).status())
                    .as("seed %d, request %d: %s", SEED, i, request.substring(0, Math.min(500, request.length())))
                    .isIn(0, 200, 400, 403, 404, 405, 413, 414, 415, 421, 422, 431, 501, 505);
        }
        assertThat(answers).extracting(Answer::status).contains(200, 400, 404, 405, 415, 421, 422);
        it_answers_properly();
    }

    @Test
    @Timeout(60)
    void fifty_at_once_are_all_answered() throws Exception {
        List<Callable<Answer>> questions = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            String program = "{\"program\": \"x = %d; f = tanh(x) + x\"}".formatted(i);
            questions.add(() -> talk.post("/api/page", program));
        }
        assertThat(all(AT_ONCE, questions)).extracting(Answer::status).containsOnly(200);
    }

    /** Requests that never end hold up nobody else. */
    @Test
    @Timeout(60)
    void those_who_dawdle_hold_up_nobody() throws Exception {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < AT_ONCE; i++) {
                slow.add(unfinished(1 + i));
            }
            long start = System.nanoTime();
            it_answers_properly();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
        it_answers_properly();
    }

    /** More requests at once than are answered: those that dawdle count too. */
    @Test
    @Timeout(60)
    void past_the_limit_a_request_is_refused_with_a_message() throws Exception {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < PlaygroundServer.MAX_REQUESTS; i++) {
                slow.add(unfinished(1));
            }
            Answer refused = talk.get("/");
            for (int i = 0; refused.status() == 200 && i < 100; i++) {
                Thread.sleep(50); // until all of them have been noticed
                refused = talk.get("/");
            }
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.body()).isEqualTo("too many requests at once (more than 200); try again in a moment\n");
            assertThat(refused.headers()).containsEntry("retry-after", "1");
            assertThat(talk.post("/api/page", LECTURE).status()).isEqualTo(503);
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
        Answer answer = talk.get("/");
        for (int i = 0; answer.status() == 503 && i < 100; i++) {
            Thread.sleep(50);
            answer = talk.get("/");
        }
        it_answers_properly();
    }

    /** Connections on which nobody says anything are no requests. */
    @Test
    @Timeout(60)
    void silent_connections_take_nobodys_place() throws Exception {
        List<Socket> silent = new ArrayList<>();
        try {
            for (int i = 0; i < 2 * PlaygroundServer.MAX_REQUESTS; i++) {
                silent.add(new Socket(InetAddress.getLoopbackAddress(), talk.port()));
            }
            it_answers_properly();
        } finally {
            for (Socket socket : silent) {
                socket.close();
            }
        }
    }

    /** A connection with a request whose last characters are missing. */
    private Socket unfinished(int missing) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), talk.port());
        String request = talk.request("POST", "/api/page", "Content-Type: application/json\r\n", LECTURE);
        socket.getOutputStream()
                .write(request.substring(0, request.length() - missing).getBytes(StandardCharsets.UTF_8));
        return socket;
    }

    private static List<Answer> all(int threads, List<Callable<Answer>> questions) throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(threads);
        try {
            List<Answer> answers = new ArrayList<>();
            for (Future<Answer> answer : clients.invokeAll(questions)) {
                answers.add(answer.get());
            }
            return answers;
        } finally {
            clients.shutdownNow();
        }
    }
}
