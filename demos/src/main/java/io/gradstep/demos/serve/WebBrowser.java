package io.gradstep.demos.serve;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Opens pages in the user's browser. */
public final class WebBrowser {
    private WebBrowser() {}

    /**
     * Opens a page if there is a display and the system has a program for it; otherwise does nothing.
     *
     * @param url the page's address
     */
    public static void open(String url) {
        Optional<List<String>> command = command(System.getProperty("os.name"), System.getenv(), url);
        if (command.isEmpty()) {
            return;
        }
        try {
            Process process = new ProcessBuilder(command.get())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
        } catch (IOException e) {
            // The system lacks that program; the URL has been printed anyway.
        }
    }

    /** Returns the system's command to open a page; empty if there is no display. */
    static Optional<List<String>> command(String system, Map<String, String> environment, String url) {
        String name = system.toLowerCase(Locale.ROOT);
        if (name.startsWith("windows")) {
            return Optional.of(List.of("rundll32", "url.dll,FileProtocolHandler", url));
        }
        if (name.startsWith("mac")) {
            // A remote session has no display.
            return environment.containsKey("SSH_CONNECTION") ? Optional.empty() : Optional.of(List.of("open", url));
        }
        boolean display = List.of("DISPLAY", "WAYLAND_DISPLAY").stream()
                .anyMatch(variable -> !environment.getOrDefault(variable, "").isEmpty());
        return display ? Optional.of(List.of("xdg-open", url)) : Optional.empty();
    }
}
