package io.gradstep.demos.serve;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
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
     * @return whether there was a program to open it
     */
    @CanIgnoreReturnValue
    public static boolean open(String url) {
        Optional<List<String>> command = command(System.getProperty("os.name"), System.getenv(), url);
        if (command.isEmpty()) {
            return false;
        }
        try {
            Process process = new ProcessBuilder(command.get())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            return true;
        } catch (IOException e) {
            return false; // the system lacks that program
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
