package io.gradstep.demos.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WebBrowserTest {
    private static final String URL = "http://127.0.0.1:8080/";

    @Test
    void a_display_is_needed() {
        assertThat(WebBrowser.command("Linux", Map.of(), URL)).isEmpty();
        assertThat(WebBrowser.command("Linux", Map.of("DISPLAY", ""), URL)).isEmpty();
        assertThat(WebBrowser.command("Mac OS X", Map.of("SSH_CONNECTION", "10.0.0.1 1 10.0.0.2 22"), URL))
                .isEmpty();
    }

    @Test
    void each_system_has_its_own_command() {
        assertThat(WebBrowser.command("Linux", Map.of("DISPLAY", ":0"), URL)).contains(List.of("xdg-open", URL));
        assertThat(WebBrowser.command("FreeBSD", Map.of("WAYLAND_DISPLAY", "wayland-0"), URL))
                .contains(List.of("xdg-open", URL));
        assertThat(WebBrowser.command("Mac OS X", Map.of(), URL)).contains(List.of("open", URL));
        assertThat(WebBrowser.command("Windows 11", Map.of(), URL))
                .contains(List.of("rundll32", "url.dll,FileProtocolHandler", URL));
    }
}
