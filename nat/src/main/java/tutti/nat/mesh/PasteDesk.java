package tutti.nat.mesh;

import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import tutti.nat.identity.Identity;
import tutti.nat.invite.InviteException;
import tutti.nat.invite.PasteContact;
import tutti.nat.invite.PasteOffer;
import tutti.nat.invite.PasteReply;
import tutti.nat.link.PeerIdentity;

/// Links players who pass two texts to each other by any means, where no room server is in reach of both.
///
/// Thread: any; texts are handed out on the link thread.
public final class PasteDesk {
    /// Offers that were made and not answered; more are somebody's mistake.
    private static final int MAX_OFFERS = 16;

    private final MeshEndpoint mesh;
    private final Identity self;
    private final String name;
    private final long run;
    private final SecureRandom random;

    /// Contacts that wait for a reply, by the offer that was handed out.
    private final Map<PasteOffer, ContactByHand> offered = new ConcurrentHashMap<>();

    /// @param name the player's
    /// @param run of this engine
    PasteDesk(MeshEndpoint mesh, Identity self, String name, long run, SecureRandom random) {
        this.mesh = mesh;
        this.self = self;
        this.name = name;
        this.run = run;
        this.random = random;
    }

    /// Makes an invite for one guest.
    ///
    /// @param ready gets it when this computer's addresses are known, a few seconds at most
    public void invite(Consumer<PasteOffer> ready) {
        if (offered.size() >= MAX_OFFERS) {
            throw new InviteException("There are " + MAX_OFFERS + " invites without a reply; use one of those.");
        }
        ContactByHand[] contact = new ContactByHand[1];
        contact[0] = mesh.prepare(true, told -> {
            PasteOffer offer = PasteOffer.of(contact(told), random);
            offered.put(offer, contact[0]);
            ready.accept(offer);
        });
    }

    /// Takes the reply to one of the invites, whichever it is.
    ///
    /// @return the guest's name
    /// @throws InviteException with a sentence, if it is none
    public String accept(String replyText) {
        InviteException why = new InviteException("There is no invite to which this could be the reply.");
        for (PasteOffer offer : List.copyOf(offered.keySet())) {
            try {
                PasteContact guest = PasteReply.parse(replyText, offer).guest();
                ContactByHand contact = offered.remove(offer);
                if (contact != null) {
                    mesh.connect(contact, member(guest), told(guest));
                    return guest.name();
                }
            } catch (InviteException another) {
                why = another;
            }
        }
        throw why;
    }

    /// Answers an invite, and links to the host as soon as the host has the reply.
    ///
    /// @param reply gets the text to be pasted back
    public void answer(PasteOffer offer, Consumer<String> reply) {
        ContactByHand[] contact = new ContactByHand[1];
        contact[0] = mesh.prepare(false, told -> {
            mesh.connect(contact[0], member(offer.host()), told(offer.host()));
            reply.accept(new PasteReply(contact(told)).text(offer, random));
        });
    }

    private PasteContact contact(Signal.Offer told) {
        return new PasteContact(
                self.certificate(), name, run, told.credentials(), told.controlSsrc(), told.candidates());
    }

    private static MeshMember member(PasteContact contact) {
        return new MeshMember(
                contact.fingerprint(),
                new PeerIdentity(contact.fingerprint().memberId(), contact.name()),
                contact.run());
    }

    private static Signal.Offer told(PasteContact contact) {
        return new Signal.Offer(0, 0, true, contact.credentials(), contact.controlSsrc(), contact.candidates(), true);
    }
}
