package tutti.engine.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tutti.engine.control.client.Door;
import tutti.engine.control.client.DoorException;
import tutti.engine.control.client.DoorVisit;
import tutti.engine.control.client.LinkEars;
import tutti.engine.control.client.NodeState;
import tutti.engine.control.client.QueryLink;
import tutti.engine.control.client.RemoteNode;
import tutti.engine.control.tree.Address;
import tutti.engine.control.tree.AddressPattern;
import tutti.engine.control.tree.Kind;
import tutti.engine.control.tree.Unit;
import tutti.engine.control.tree.Value;

/// `tutti control`: sees and steers an engine that runs, from a script or a terminal.
@Command(
        name = "control",
        mixinStandardHelpOptions = true,
        description = {
            "Sees and steers an engine that runs here.",
            "  list                 every node: type, range, unit, what it holds, what it is",
            "  get PATH             what a node holds, or all nodes below a path",
            "  set PATH [VALUE]     sets a node, or does a command",
            "  watch PATH...        prints every change; a path may be a pattern, such as /strip/*/*/gain"
        })
final class ControlCommand implements Callable<Integer> {
    @Option(names = "--door", paramLabel = "F", description = "The door file of the engine that is meant.")
    private @Nullable Path doorFile;

    @Option(
            names = "--engine",
            paramLabel = "NAME",
            description = "The player whose engine is meant (default: the only one that runs).")
    private @Nullable String engine;

    @Option(names = "--config", paramLabel = "FOLDER", description = "Where settings are kept (default: the user's).")
    private @Nullable Path configFolder;

    @Option(names = "--list", description = "The same as list.")
    private boolean list;

    @Parameters(arity = "0..*", paramLabel = "WORD", description = "list, get, set or watch, and what it is about.")
    private List<String> words = new ArrayList<>();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        String verb = words.isEmpty() && list ? "list" : words.isEmpty() ? "" : words.getFirst();
        List<String> objects = words.isEmpty() ? List.of() : words.subList(1, words.size());
        return switch (verb) {
            case "list" -> {
                require(objects.isEmpty(), "tutti control list takes no further words; use get PATH for a part.");
                yield withVisit(this::list);
            }
            case "get" -> {
                require(objects.size() == 1, "tutti control get takes one path, for example /engine/name.");
                yield withVisit(visit -> get(visit, path(objects.getFirst())));
            }
            case "set" -> {
                require(
                        objects.size() == 1 || objects.size() == 2,
                        "tutti control set takes a path and a value, for example /strip/bob/main/gain -6.");
                yield withVisit(visit -> set(visit, path(objects.getFirst()), objects.subList(1, objects.size())));
            }
            case "watch" -> {
                require(
                        !objects.isEmpty(),
                        "tutti control watch takes paths or patterns, for example /strip/*/*/gain.");
                yield watch(objects.stream().map(ControlCommand::pattern).toList());
            }
            default ->
                throw new UsageException("Say what to do: tutti control list, get PATH, set PATH VALUE, or watch"
                        + " PATH..." + (verb.isEmpty() ? "." : ", not \"" + verb + "\"."));
        };
    }

    private interface Task {
        int run(DoorVisit visit) throws InterruptedException;
    }

    private int withVisit(Task task) throws InterruptedException {
        try (DoorVisit visit = new DoorVisit(door())) {
            return task.run(visit);
        } catch (DoorException unanswered) {
            throw new UsageException(String.valueOf(unanswered.getMessage()));
        }
    }

    private Door door() {
        try {
            return Door.read(
                    doorFile != null
                            ? doorFile
                            : DoorFile.find(configFolder == null ? ConfigFolder.ofUser() : configFolder, engine));
        } catch (DoorException unreadable) {
            throw new UsageException(String.valueOf(unreadable.getMessage()));
        }
    }

    private static String path(String text) {
        require(Address.isAddress(text), "A path is like /strip/bob/main/gain, not \"" + text + "\".");
        return text;
    }

    private static AddressPattern pattern(String text) {
        return AddressPattern.parse(text)
                .orElseThrow(() -> new UsageException(
                        "A path is like /strip/bob/main/gain or /strip/*/*/gain, not \"" + text + "\"."));
    }

    private int list(DoorVisit visit) throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        for (NodeState state : visit.nodes(Address.ROOT)) {
            RemoteNode node = state.node();
            out.println(
                    node.address() + "\t" + type(node) + "\t" + state.value().words() + "\t" + node.help());
        }
        return 0;
    }

    /// For example `float -144.0..10.0 gain.db read-write`.
    private static String type(RemoteNode node) {
        String range = switch (node.kind()) {
            case Kind.Real(float min, float max)
            when !Float.isInfinite(min) || !Float.isInfinite(max) -> " " + min + ".." + max;
            case Kind.Whole(long min, long max) -> " " + min + ".." + (max == Long.MAX_VALUE ? "" : max);
            case Kind.Choice(List<String> choices) -> " " + String.join("|", choices);
            case Kind.Real _, Kind.Toggle _, Kind.Text _, Kind.Blob _, Kind.Command _ -> "";
        };
        String access = !node.access().canWrite() ? "read" : node.access().canRead() ? "read-write" : "write";
        return node.kind().word() + range
                + (node.unit() == Unit.NONE ? "" : " " + node.unit().text()) + " " + access;
    }

    private int get(DoorVisit visit, String path) throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        List<NodeState> states = visit.nodes(path);
        require(!states.isEmpty(), noNode(path));
        if (states.size() == 1 && states.getFirst().node().address().equals(path)) {
            require(
                    states.getFirst().node().access().canRead(),
                    path + " is a command and holds nothing; do it with tutti control set " + path + ".");
            out.println(states.getFirst().value().words());
        } else {
            states.stream()
                    .filter(state -> state.node().access().canRead())
                    .forEach(state -> out.println(
                            state.node().address() + " " + state.value().words()));
        }
        return 0;
    }

    private static String noNode(String path) {
        return "There is no node " + path + "; tutti control list shows what there is.";
    }

    private int set(DoorVisit visit, String path, List<String> value) throws InterruptedException {
        RemoteNode node = visit.nodes(path).stream()
                .map(NodeState::node)
                .filter(each -> each.address().equals(path))
                .findFirst()
                .orElseThrow(() -> new UsageException(noNode(path)));
        require(node.access().canWrite(), path + " is only read.");
        boolean isCommand = node.kind() instanceof Kind.Command;
        require(isCommand || !value.isEmpty(), path + " needs a value; tutti control list shows which it takes.");
        DoorVisit.Answer answer = visit.set(node, value.isEmpty() ? Value.IMPULSE : Value.of(value.getFirst()));
        require(answer.refusal().isEmpty(), path + " was not set: " + answer.refusal());
        if (node.access().canRead()) {
            spec.commandLine().getOut().println(answer.value().words());
        }
        return 0;
    }

    private int watch(List<AddressPattern> patterns) throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        BlockingQueue<String> refusals = new LinkedBlockingQueue<>();
        LinkEars ears = new LinkEars() {
            @Override
            public void onHere(String name) {
                // What it has to tell follows.
            }

            @Override
            public void onAdded(List<RemoteNode> nodes) {
                // Their values follow.
            }

            @Override
            public void onRemoved(List<String> addresses) {
                // They say no more.
            }

            @Override
            public void onValue(String address, Value value) {
                if (patterns.stream().anyMatch(pattern -> pattern.matches(address))) {
                    out.println(address + " " + value.words());
                    out.flush();
                }
            }

            @Override
            public void onAway(String why) {
                refusals.add(why);
            }
        };
        // Ctrl-C ends it; an engine that ends does as well.
        try (QueryLink _ = QueryLink.open(door(), ears)) {
            throw new UsageException(refusals.take());
        }
    }

    private static void require(boolean holds, String sentence) {
        if (!holds) {
            throw new UsageException(sentence);
        }
    }
}
