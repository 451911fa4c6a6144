/// Invites: the one line of text that a host hands to those who may join, also as a picture. In comes text typed or
/// pasted by people, out go an address and a secret. Immutable values, used by any thread.
package tutti.nat.invite;
