package io.gradstep.demos.serve;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Speaks HTTP by the byte, so that what is said may be wrong; only to servers on this machine. */
final class Talk {
    /** The timeout for a response that may never come, in milliseconds. */
    private static final int PATIENCE = 3_000;

    /** The server gives up what takes longer, and says so. */
    private static final int PATIENCE_WITH_WORK = 25_000;

    private final int port;

    Talk(PlaygroundServer server) {
        String url = server.url();
        port = Integer.parseInt(url.substring(url.lastIndexOf(':') + 1, url.length() - 1));
    }

    /** A response; status 0 stands for none at all. */
    record Answer(int status, Map<String, String> headers, String body) {}

    int port() {
        return port;
    }

    /** A request as a browser makes it, with other headers, each on its own line, put before its own. */
    String request(String method, String path, String headers, String body) {
        String length = String.valueOf(body.getBytes(StandardCharsets.UTF_8).length);
        return method + " " + path + " HTTP/1.1\r\n" + headers
                + (headers.contains("Host:") ? "" : "Host: 127.0.0.1:" + port + "\r\n")
                + (headers.contains("Content-Length:") ? "" : "Content-Length: " + length + "\r\n")
                + "Connection: close\r\n\r\n" + body;
    }

    Answer get(String path) throws IOException {
        return say(request("GET", path, "", ""));
    }

    Answer post(String path, String json) throws IOException {
        String request = request("POST", path, "Content-Type: application/json\r\n", json);
        return say(request.getBytes(StandardCharsets.UTF_8), PATIENCE_WITH_WORK);
    }

    Answer say(String request) throws IOException {
        return say(request.getBytes(StandardCharsets.UTF_8));
    }

    /** Says it and hears what comes until the other side has ended, or says nothing for a while. */
    Answer say(byte[] request) throws IOException {
        return say(request, PATIENCE);
    }

    private Answer say(byte[] request, int patience) throws IOException {
        ByteArrayOutputStream heard = new ByteArrayOutputStream();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(patience);
            try {
                socket.getOutputStream().write(request);
                socket.shutdownOutput();
            } catch (IOException e) {
                // It has heard enough; perhaps it says why.
            }
            InputStream in = socket.getInputStream();
            byte[] some = new byte[8192];
            for (int n = in.read(some); n >= 0; n = in.read(some)) {
                heard.write(some, 0, n);
            }
        } catch (IOException e) {
            // Then this is all.
        }
        return answer(heard.toString(StandardCharsets.UTF_8));
    }

    private static Answer answer(String heard) {
        int end = heard.indexOf("\r\n\r\n");
        if (end < 0) {
            return new Answer(0, Map.of(), "");
        }
        String[] lines = heard.substring(0, end).split("\r\n", -1);
        Map<String, String> headers = new TreeMap<>();
        for (int i = 1; i < lines.length; i++) {
            String[] parts = lines[i].split(":", 2);
            headers.put(parts[0].toLowerCase(Locale.ROOT), parts.length > 1 ? parts[1].strip() : "");
        }
        return new Answer(Integer.parseInt(lines[0].split(" ", 3)[1]), headers, heard.substring(end + 4));
    }
}
