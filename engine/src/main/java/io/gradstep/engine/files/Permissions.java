package io.gradstep.engine.files;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The permissions of a file that is to be replaced, to be given to the new file. */
final class Permissions {
    private static final Set<PosixFilePermission> WRITE =
            Set.of(PosixFilePermission.OWNER_WRITE, PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);
    private static final FileAttribute<?> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    /** Null if there is no file yet, or the file system has no such permissions. */
    private final @Nullable PosixFileAttributes old;

    private Permissions(@Nullable PosixFileAttributes old) {
        this.old = old;
    }

    /**
     * Returns a file's permissions.
     *
     * @throws FileSystemException if it exists and is read-only. A rename ignores that, and the system does not check
     *     it for an administrator, so this method checks the bits too
     */
    static Permissions of(Path target) throws IOException {
        if (!Files.exists(target)) {
            return new Permissions(null);
        }
        PosixFileAttributeView view = view(target);
        PosixFileAttributes old = view == null ? null : view.readAttributes();
        boolean anybody = old == null || old.permissions().stream().anyMatch(WRITE::contains);
        if (!anybody || !Files.isWritable(target)) {
            throw new FileSystemException(target.toString(), null, "it is read-only");
        }
        return new Permissions(old);
    }

    private static @Nullable PosixFileAttributeView view(Path file) {
        return Files.getFileAttributeView(file, PosixFileAttributeView.class);
    }

    /** The attributes of a file that gets these permissions later: until then only its owner may read it. */
    FileAttribute<?>[] forNow() {
        return old == null ? new FileAttribute<?>[0] : new FileAttribute<?>[] {PRIVATE};
    }

    /** Gives a file the same mode and, as far as the system allows, the same owner and group. */
    void giveTo(Path file) throws IOException {
        PosixFileAttributeView view = view(file);
        if (old == null || view == null) {
            return;
        }
        Set<PosixFilePermission> mode = EnumSet.noneOf(PosixFilePermission.class);
        mode.addAll(old.permissions());
        if (!giveGroup(view, old.group())) {
            // A different group: gets no more rights than everybody.
            limitGroup(mode);
        }
        giveOwner(view, old.owner());
        view.setPermissions(mode);
    }

    private static boolean giveGroup(PosixFileAttributeView view, GroupPrincipal group) throws IOException {
        if (view.readAttributes().group().equals(group)) {
            return true;
        }
        try {
            view.setGroup(group);
            return true;
        } catch (FileSystemException notOurs) {
            return false;
        }
    }

    private static void giveOwner(PosixFileAttributeView view, UserPrincipal owner) throws IOException {
        if (!view.readAttributes().owner().equals(owner)) {
            try {
                view.setOwner(owner);
            } catch (FileSystemException onlyForTheAdministrator) {
                // The file then belongs to this user, as if it had been deleted and created again.
            }
        }
    }

    private static void limitGroup(Set<PosixFilePermission> mode) {
        keepIf(mode, PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);
        keepIf(mode, PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);
        keepIf(mode, PosixFilePermission.GROUP_EXECUTE, PosixFilePermission.OTHERS_EXECUTE);
    }

    private static void keepIf(
            Set<PosixFilePermission> mode, PosixFilePermission ofGroup, PosixFilePermission ofOthers) {
        if (!mode.contains(ofOthers)) {
            mode.remove(ofGroup);
        }
    }
}
