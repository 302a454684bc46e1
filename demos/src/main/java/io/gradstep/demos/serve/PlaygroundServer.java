package io.gradstep.demos.serve;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Serves the playground to browsers on this machine, until it is closed. */
public final class PlaygroundServer implements AutoCloseable {
    private static final int CONNECTIONS = 200;

    /**
     * What Java's server is told in system properties, which it reads once: how long a request may take to come and an
     * answer to go, in seconds, and how many connections there may be. Without it a few slow clients would be enough to
     * keep everybody else waiting.
     */
    private static final Map<String, String> SETTINGS = Map.of(
            "sun.net.httpserver.maxReqTime", "10",
            "sun.net.httpserver.maxRspTime", "40",
            "sun.net.httpserver.idleInterval", "20",
            "sun.net.httpserver.nodelay", "true",
            "jdk.httpserver.maxConnections", String.valueOf(CONNECTIONS));

    private static final int WORKERS =
            Math.max(2, Math.min(4, Runtime.getRuntime().availableProcessors()));
    private static final int QUEUE = 64;
    private static final long SECONDS = 20;

    private final HttpServer server;
    private final Gate gate;
    private final Workers workers;
    private final ThreadPoolExecutor listeners;

    private PlaygroundServer(HttpServer server) {
        this.server = server;
        gate = new Gate(server.getAddress().getPort());
        workers = new Workers(WORKERS, QUEUE, SECONDS);
        // A thread for every connection there may be: one that dawdles holds up nobody else.
        listeners = new ThreadPoolExecutor(0, CONNECTIONS, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
            Thread thread = new Thread(task, "playground");
            thread.setDaemon(true);
            // Some malformed requests end in an exception of Java's server, which nobody here can do anything about.
            thread.setUncaughtExceptionHandler((failed, failure) -> {});
            return thread;
        });
        server.createContext("/", new Site(gate, workers));
        server.setExecutor(listeners);
    }

    /**
     * Opens a playground on the loopback address, which no other machine reaches.
     *
     * @param port from 1 to 65535, or 0 for one that is free
     * @return the server, which answers already
     * @throws IOException if the port is taken or may not be used
     */
    public static PlaygroundServer start(int port) throws IOException {
        SETTINGS.forEach((name, value) -> {
            if (System.getProperty(name) == null) {
                System.setProperty(name, value);
            }
        });
        PlaygroundServer playground = new PlaygroundServer(
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0));
        playground.server.start();
        return playground;
    }

    /**
     * Returns where the playground is.
     *
     * @return an address for browsers, as in {@code http://127.0.0.1:8080/}
     */
    public String url() {
        return gate.home();
    }

    /** Answers nobody any more, and frees the port. */
    @Override
    public void close() {
        server.stop(0);
        listeners.shutdownNow();
        workers.close();
    }
}
