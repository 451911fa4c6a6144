package tutti.engine.cli;

import java.util.function.Consumer;
import tutti.nat.invite.Invite;
import tutti.nat.invite.PasteOffer;
import tutti.nat.invite.QrCode;

/// Invites, as they are shown to people: text to copy, and a picture for a telephone.
final class InviteWords {
    private InviteWords() {}

    /// Shows how the others join.
    static void show(Invite invite, Consumer<String> say) {
        say.accept("The others join with:");
        say.accept(command(invite));
    }

    /// What the others type.
    static String command(Invite invite) {
        return "  tutti join '" + invite.url() + "' --name NAME";
    }

    /// Shows the invite as a picture too.
    static void showPicture(Invite invite, Consumer<String> say) {
        QrCode.ofText(invite.url()).lines().forEach(say);
    }

    /// Shows an invite that is answered by pasting.
    static void showOffer(PasteOffer offer, Consumer<String> say) {
        say.accept("For one guest, who pastes the answer to you; you type it here:");
        say.accept(command(offer));
    }
}
