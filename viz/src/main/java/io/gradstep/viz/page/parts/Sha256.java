package io.gradstep.viz.page.parts;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The hash by which a content security policy allows a script or a style sheet. */
public final class Sha256 {
    private Sha256() {}

    /** {@return the 32 bytes of SHA-256, FIPS 180-4} */
    public static byte[] of(byte[] message) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(message);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
