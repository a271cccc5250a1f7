package dev.beamcluster.kubectl;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.beamcluster.kubectl.command.CommandLog;

/** The commands of a person, in a file that only this person can read. When it is large, it becomes the former one. */
final class CommandLogFile implements CommandLog {

    /** About three thousand commands. */
    private static final long LARGE = 1_000_000;

    private final Path file;
    private final Path former;

    CommandLogFile(Path file) {
        this.file = file;
        this.former = file.resolveSibling(file.getFileName() + ".1");
    }

    /** Returns the file in the folder for the state of programs (XDG Base Directory Specification). */
    static CommandLogFile of(Map<String, String> environment, String home) {
        String state = Objects.requireNonNullElse(environment.get("XDG_STATE_HOME"), "");
        Path folder = state.isEmpty() ? Path.of(home, ".local", "state") : Path.of(state);
        return new CommandLogFile(folder.resolve("kubectl-beam").resolve("audit.jsonl"));
    }

    @Override
    public void append(String line) throws IOException {
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        if (Files.exists(file) && Files.size(file) > LARGE) {
            Files.move(file, former, StandardCopyOption.REPLACE_EXISTING);
        }
        create();
        Files.writeString(file, line + "\n", StandardOpenOption.APPEND);
    }

    /** Another command may do it at the same time. */
    private void create() throws IOException {
        if (Files.exists(file)) {
            return;
        }
        boolean isPosix = Files.getFileStore(Objects.requireNonNull(file.getParent()))
                .supportsFileAttributeView(PosixFileAttributeView.class);
        FileAttribute<?>[] owner = isPosix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        try {
            Files.createFile(file, owner);
        } catch (FileAlreadyExistsException e) {
            // Another command was faster.
        }
    }

    @Override
    public List<String> lines() throws IOException {
        var lines = new ArrayList<String>();
        for (Path each : List.of(former, file)) {
            if (Files.exists(each)) {
                lines.addAll(Files.readAllLines(each));
            }
        }
        return lines;
    }

    @Override
    public String place() {
        return file.toString();
    }
}
