package io.gradstep.engine.compile;

import io.gradstep.engine.compile.recording.Recording;
import io.gradstep.engine.compile.recording.RecordingReader;
import io.gradstep.engine.compile.recording.RecordingWriter;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamException;
import java.io.Serializable;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * The serialized form of a {@link CompiledFunction}: its program, not its code, which is recompiled when read.
 *
 * <p>It consists of a version, the length of the program in bytes, the program as {@link RecordingWriter} writes it,
 * and a checksum. A reader trusts none of them: the checksum detects a damaged program, {@link RecordingReader} rejects
 * a malicious one, and neither makes the reader allocate more than a small multiple of the bytes received. Do not
 * rename this class: streams and deserialization filters contain its name.
 */
final class SerializedFunction implements Serializable {
    private static final long serialVersionUID = 1;

    private static final int VERSION = 1;

    /** The bytes read at a time, so that a wrong length is detected before much has been allocated. */
    private static final int CHUNK = 1 << 13;

    private transient @Nullable Recording recording;

    SerializedFunction(Recording recording) {
        this.recording = recording;
    }

    private void writeObject(ObjectOutputStream out) throws IOException {
        if (recording == null) {
            throw new InvalidObjectException("there is no program to write");
        }
        byte[] program = RecordingWriter.write(recording);
        out.writeInt(VERSION);
        out.writeInt(program.length);
        out.write(program);
        out.writeInt(checksum(program));
    }

    private void readObject(ObjectInputStream in) throws IOException {
        try {
            int version = in.readInt();
            if (version != VERSION) {
                throw new InvalidObjectException(
                        "a compiled function was written in format version %d, but this version reads %d"
                                .formatted(version, VERSION));
            }
            byte[] program = readProgram(in, in.readInt());
            if (in.readInt() != checksum(program)) {
                throw new InvalidObjectException(
                        "the program of a compiled function is damaged: its checksum is wrong");
            }
            recording = RecordingReader.read(program);
        } catch (EOFException e) {
            InvalidObjectException invalid =
                    new InvalidObjectException("the program of a compiled function is truncated");
            invalid.initCause(e);
            throw invalid;
        }
    }

    private static byte[] readProgram(ObjectInputStream in, int length) throws IOException {
        if (length < 0) {
            throw new InvalidObjectException("the program of a compiled function has an impossible length, " + length);
        }
        ByteArrayOutputStream program = new ByteArrayOutputStream(Math.min(length, CHUNK));
        byte[] chunk = new byte[Math.min(length, CHUNK)];
        for (int left = length; left > 0; left -= Math.min(left, CHUNK)) {
            in.readFully(chunk, 0, Math.min(left, CHUNK));
            program.write(chunk, 0, Math.min(left, CHUNK));
        }
        return program.toByteArray();
    }

    private static int checksum(byte[] program) {
        CRC32 checksum = new CRC32();
        checksum.update(program);
        return (int) checksum.getValue();
    }

    private Object readResolve() throws ObjectStreamException {
        if (recording == null) {
            throw new InvalidObjectException("a serialized compiled function has no program");
        }
        return new CompiledFunction(recording, Tier.AUTOMATIC);
    }
}
