package tutti.engine.cli;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import tutti.nat.invite.Invite;
import tutti.nat.invite.RoomInvite;
import tutti.nat.invite.ServerUrl;
import tutti.nat.mesh.MeshEndpoint;
import tutti.nat.mesh.RoomEndpoint;
import tutti.nat.room.DeskGrant;
import tutti.nat.room.Member;
import tutti.nat.room.Role;

/// What a player types while playing in a room, a line at a time.
final class Prompt {
    private static final String HELP = """
            who                   who is here, and how they are reached
            why NAME              why the way to somebody is as it is, and what can be done
            say TEXT              a message to everybody
            invite, qr            shows the invite, as text or as a picture
            paste                 an invite that is answered by pasting, for somebody whom no server reaches
            tutti-reply:...       takes the answer to such an invite
            role NAME performer|engineer|listener, mute NAME, unmute NAME, remove NAME, ban NAME
            grant NAME, revoke NAME
                                  lets NAME steer everybody's desk as an engineer, or no more
                                  for the host
            quit                  leaves""";

    private final RoomEndpoint room;
    private final ServerUrl server;
    private final Consumer<String> say;
    private final Runnable leave;

    /// @param server where those who are invited find the room server
    /// @param say shows a sentence
    /// @param leave ends the session
    Prompt(RoomEndpoint room, ServerUrl server, Consumer<String> say, Runnable leave) {
        this.room = room;
        this.server = server;
        this.say = say;
        this.leave = leave;
    }

    /// Does what a line asks for. Thread: the prompt's.
    void onLine(String line) {
        String[] words = line.strip().split("\\s+", 2);
        String rest = words.length < 2 ? "" : words[1].strip();
        try {
            obey(words[0].toLowerCase(Locale.ROOT), rest, line.strip());
        } catch (IllegalArgumentException | IllegalStateException refused) {
            say.accept(String.valueOf(refused.getMessage()));
        }
    }

    private void obey(String verb, String rest, String line) {
        switch (verb) {
            case "" -> {
                // An empty line asks for nothing.
            }
            case "who" -> who();
            case "why" -> why(rest);
            case "say" -> room.session().chat(rest);
            case "invite" -> InviteWords.show(invite(room.session().invite()), say);
            case "qr" -> InviteWords.showPicture(invite(room.session().invite()), say);
            case "paste" -> room.pasteDesk().invite(offer -> InviteWords.showOffer(offer, say));
            case "role" -> role(rest);
            case "mute" -> room.session().mute(memberId(rest), true);
            case "unmute" -> room.session().mute(memberId(rest), false);
            case "grant" -> room.session().entrust(memberId(rest), DeskGrant.ALL);
            case "revoke" -> room.session().entrust(memberId(rest), DeskGrant.NONE);
            case "remove" -> room.session().remove(memberId(rest));
            case "ban" -> ban(rest);
            case "quit", "leave", "exit" -> leave.run();
            case "help", "?" -> HELP.lines().forEach(say);
            default -> {
                if (line.startsWith("tutti-reply:")) {
                    say.accept("Calling " + room.pasteDesk().accept(line) + ".");
                } else {
                    say.accept("\"" + verb + "\" is nothing that Tutti knows; try help.");
                }
            }
        }
    }

    private void role(String rest) {
        String[] words = rest.split("\\s+", 2);
        Role wanted = Arrays.stream(Role.values())
                .filter(role -> words.length == 2 && role.text().equals(words[1].strip()))
                .findFirst()
                .orElseThrow(() -> new UsageException("A role is performer, engineer or listener: role NAME ROLE."));
        room.session().grant(memberId(words[0]), wanted);
    }

    private void ban(String name) {
        RoomInvite renewed = room.session().ban(memberId(name));
        say.accept(name + " is banned, and the former invite admits nobody new; this one does:");
        InviteWords.show(invite(renewed), say);
    }

    /// The invite as it is good for those outside, who may reach the server elsewhere than we do.
    private Invite invite(RoomInvite ours) {
        return new RoomInvite(server, ours.roomId(), ours.epoch(), ours.secret());
    }

    private String memberId(String name) {
        return room.session()
                .state()
                .named(name)
                .map(Member::id)
                .orElseThrow(() -> new UsageException("Nobody here is called \"" + name + "\"; who shows everybody."));
    }

    /// Why the way to somebody is as it is.
    private void why(String name) {
        room.reports().stream()
                .filter(report -> report.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new UsageException("No way leads to \"" + name + "\"; who shows everybody."))
                .diagnosis()
                .forEach(sentence -> say.accept("  " + sentence));
    }

    private void who() {
        Map<String, MeshEndpoint.PeerReport> reports = new HashMap<>();
        room.reports().forEach(report -> reports.put(report.memberId(), report));
        for (Member member : room.session().state().members()) {
            MeshEndpoint.PeerReport report = reports.remove(member.id());
            say.accept("  " + member.name() + ", " + member.role().text() + (member.muted() ? ", muted" : "")
                    + (report == null ? "" : ": " + PeerWords.of(report.state())));
        }
        reports.values()
                .forEach(report -> say.accept("  " + report.name() + ", pasted: " + PeerWords.of(report.state())));
    }
}
