package io.gradstep.demos.serve;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.gradstep.engine.expr.SyntaxException;
import io.gradstep.viz.LayoutException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** The playground's request handler: static resources, and results computed from a request's program. */
final class Site implements HttpHandler {
    /** The limit on a request's body; a program of this length has more values than are drawn. */
    static final int MAX_BYTES = 1 << 16;

    /** The limit on a response: browsers draw this much without delay. */
    static final int MAX_SENT = 4 << 20;

    /** The part of a too long body that is still read, so that its sender receives the error response. */
    private static final int MAX_READ = 1 << 20;

    /** Headers that let the page load only this server's resources, and no other page embed it or read from it. */
    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
                    + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            "X-Content-Type-Options",
            "nosniff",
            "X-Frame-Options",
            "DENY",
            "Referrer-Policy",
            "no-referrer",
            "Cross-Origin-Opener-Policy",
            "same-origin",
            "Cross-Origin-Embedder-Policy",
            "require-corp",
            "Cross-Origin-Resource-Policy",
            "same-origin",
            "Cache-Control",
            "no-store");

    /** Computes a response from a request. */
    private interface Maker {
        Response of(PlaygroundRequest request) throws RequestException;
    }

    private static final Map<String, Maker> MADE = Map.of(
            "/api/page", request -> Response.of("application/json", RenderedProgram.page(request)),
            "/api/derivative", request -> Response.of("application/json", RenderedProgram.derivative(request)),
            "/api/circuit", request -> Response.of("application/json", RenderedProgram.circuit(request)),
            "/api/svg",
                    request -> Response.of(
                            "image/svg+xml", RenderedProgram.of(request).svg()),
            "/api/png",
                    request ->
                            Response.of("image/png", RenderedProgram.of(request).png()),
            "/api/html",
                    request ->
                            Response.of("text/html", RenderedProgram.of(request).html()),
            "/api/worksheet",
                    request -> Response.of(
                            "text/html", RenderedProgram.of(request).worksheet().html()));

    private final OriginCheck originCheck;
    private final WorkerPool pool;
    private final BooleanSupplier crowded;
    private final Map<String, Response> ready;
    private final TrainingRooms rooms;

    /** Creates a handler; {@code crowded} is true while there are too many concurrent requests. */
    Site(OriginCheck originCheck, WorkerPool pool, TrainingRooms rooms, BooleanSupplier crowded) {
        this.originCheck = originCheck;
        this.pool = pool;
        this.rooms = rooms;
        this.crowded = crowded;
        this.ready = Map.ofEntries(
                Map.entry("/", Response.of("text/html", PlaygroundPage.served())),
                Map.entry("/playground.css", Response.of("text/css", PlaygroundPage.styleSheet())),
                Map.entry("/playground.js", Response.of("text/javascript", PlaygroundPage.servedScript())),
                Map.entry("/icon.svg", Response.of("image/svg+xml", PlaygroundPage.resource("icon.svg"))),
                Map.entry("/presets.json", Response.of("application/json", Presets.json())),
                Map.entry("/train", Response.of("text/html", TrainingPage.served())),
                Map.entry("/train.css", Response.of("text/css", TrainingPage.styleSheet())),
                Map.entry("/train.js", Response.of("text/javascript", TrainingPage.servedScript())),
                Map.entry("/lessons.json", Response.of("application/json", TrainingPage.lessons())),
                Map.entry("/gpt", Response.of("text/html", GptWatch.page())),
                Map.entry("/gpt.css", Response.of("text/css", GptWatch.styleSheet())),
                Map.entry("/gpt.js", Response.of("text/javascript", GptWatch.script())));
    }

    @Override
    public void handle(HttpExchange exchange) {
        try (exchange) {
            if (exchange.getRequestURI().getRawPath().startsWith(TrainingRooms.EVENTS)) {
                stream(exchange);
            } else {
                send(exchange, response(exchange));
            }
        } catch (IOException e) {
            // The client has disconnected.
        }
    }

    private void stream(HttpExchange exchange) throws IOException {
        try {
            checkCrowd(exchange);
            originCheck.check(exchange);
            OriginCheck.checkMethod(exchange, "GET");
            originCheck.checkSender(exchange.getRequestHeaders());
            rooms.stream(exchange, exchange.getRequestURI().getRawPath(), HEADERS);
        } catch (RequestException exception) {
            send(exchange, exception.response());
        }
    }

    private Response response(HttpExchange exchange) throws IOException {
        try {
            return answer(exchange);
        } catch (RequestException exception) {
            return exception.response();
        } catch (RuntimeException e) {
            return Response.text(500, RequestException.bug(e) + "\n", Map.of());
        }
    }

    private Response answer(HttpExchange exchange) throws IOException, RequestException {
        checkCrowd(exchange);
        originCheck.check(exchange);
        String path = exchange.getRequestURI().getRawPath();
        Response lying = ready.get(path);
        if (lying != null) {
            OriginCheck.checkMethod(exchange, "GET");
            return lying;
        }
        Maker maker = MADE.get(path);
        if (maker == null && !path.startsWith(TrainingRooms.COMMANDS)) {
            throw new RequestException(
                    RequestException.NOT_FOUND, "not found; the playground is at " + originCheck.home());
        }
        OriginCheck.checkMethod(exchange, "POST");
        originCheck.checkSender(exchange.getRequestHeaders());
        checkType(exchange.getRequestHeaders());
        byte[] body = body(exchange);
        if (maker == null) {
            String command = new String(body, StandardCharsets.UTF_8);
            return pool.have(() -> rooms.answer(path, command));
        }
        PlaygroundRequest request = PlaygroundRequest.read(body);
        return pool.have(() -> make(maker, request));
    }

    private void checkCrowd(HttpExchange exchange) throws IOException, RequestException {
        if (crowded.getAsBoolean()) {
            exchange.getRequestBody().readNBytes(MAX_READ);
            throw RequestException.forNow("too many requests at once (more than %,d); try again in a moment"
                    .formatted(PlaygroundServer.MAX_REQUESTS));
        }
    }

    private static Response make(Maker maker, PlaygroundRequest request) throws RequestException {
        try {
            Response response = maker.of(request);
            RequestException.checkLength(response.body().length);
            return response;
        } catch (SyntaxException | LayoutException e) {
            throw new RequestException(RequestException.UNPROCESSABLE, String.valueOf(e.getMessage()));
        } catch (OutOfMemoryError | StackOverflowError e) {
            throw new RequestException(
                    RequestException.UNPROCESSABLE, "there is not enough memory to compute this" + " here");
        }
    }

    /** Requires a type that a form on another site cannot send without a CORS preflight. */
    private static void checkType(Headers headers) throws RequestException {
        List<String> types = headers.getOrDefault("Content-Type", List.of());
        String type = types.size() == 1 ? types.get(0).split(";", 2)[0].strip().toLowerCase(Locale.ROOT) : "";
        if (!type.equals("application/json")) {
            throw new RequestException(
                    RequestException.UNSUPPORTED_TYPE, "the body of this request must be application/json");
        }
    }

    private static byte[] body(HttpExchange exchange) throws IOException, RequestException {
        InputStream in = exchange.getRequestBody();
        byte[] body = in.readNBytes(MAX_BYTES + 1);
        if (body.length > MAX_BYTES) {
            in.readNBytes(MAX_READ - body.length);
            throw RequestException.tooLong();
        }
        return body;
    }

    private static void send(HttpExchange exchange, Response response) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        HEADERS.forEach(headers::set);
        response.headers().forEach(headers::set);
        headers.set("Content-Type", response.type());
        if (response.status() != Response.OK) {
            headers.set("Connection", "close");
        }
        if (exchange.getRequestMethod().equals("HEAD")) {
            headers.set("Content-Length", String.valueOf(response.body().length));
            exchange.sendResponseHeaders(response.status(), -1);
            return;
        }
        exchange.sendResponseHeaders(response.status(), response.body().length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(response.body());
        }
    }
}
