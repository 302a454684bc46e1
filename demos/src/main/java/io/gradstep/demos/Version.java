package io.gradstep.demos;

/** Which Gradstep this is. */
final class Version {
    private Version() {}

    static String text() {
        String version = Gradstep.class.getPackage().getImplementationVersion();
        return "gradstep %s (Java %s)"
                .formatted(version == null ? "(not packaged)" : version, System.getProperty("java.version"));
    }
}
