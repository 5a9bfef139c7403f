"""What can go wrong with a device, one class a cause.

Every error carries what a person at the machine reads: a title, a sentence, and what to do.
Faults of a printer while it prints are outcomes, not errors: see `devices.printing.port`.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import ClassVar


class DeviceError(Exception):
    """A device cannot do what it was asked."""

    title: ClassVar[str] = "A device does not work"
    remedy: ClassVar[str] = "Check the device and its address in the settings."

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class UnknownPrinter(DeviceError):
    """The address of a printer names a kind for which there is no driver."""

    title = "Unknown kind of printer"
    remedy = "Write the address as KIND:REST with one of the known kinds."

    def __init__(self, address: str, known: Iterable[str]) -> None:
        super().__init__(f"No driver for {address!r}. Known kinds: {', '.join(sorted(known))}.")


class BadAddress(DeviceError):
    """The address of a device lacks a part, or has one that cannot be."""

    title = "The address of a device is wrong"
    remedy = "Correct the address in the settings."

    def __init__(self, address: str, expected: str) -> None:
        super().__init__(f"{address!r} is not an address of the form {expected}.")


class UnknownFault(DeviceError):
    """The virtual printer was told to misbehave in a way that it does not know."""

    title = "Unknown fault for the virtual printer"
    remedy = "Write one known word into fault.txt, or remove the file."

    def __init__(self, word: str, known: Iterable[str]) -> None:
        super().__init__(f"fault.txt says {word!r}. Known faults: {', '.join(known)}.")


class UnknownCommand(DeviceError):
    """Bytes for a printer hold a command that the reader of paper does not know."""

    title = "Unknown printer command"
    remedy = "Teach the command to devices/printing/reader.py."

    def __init__(self, command: bytes, position: int) -> None:
        super().__init__(f"Unknown printer command {command.hex(' ')} at byte {position}.")


class BadLayout(DeviceError):
    """The layout file of a card has mistakes."""

    title = "The layout of the card is wrong"
    remedy = "Correct the layout file; docs/card-layout.md tells its keys."

    def __init__(self, source: str, mistakes: Sequence[str]) -> None:
        super().__init__("\n".join(f"{source}: {mistake}" for mistake in mistakes))


class ValuesMissing(DeviceError):
    """The layout of a card asks for values that were not given."""

    title = "The layout asks for a value that there is not"
    remedy = "Correct the name of the value in the layout file."

    def __init__(self, names: Iterable[str]) -> None:
        super().__init__(f"No value for: {', '.join(sorted(names))}.")


class UnreadablePhoto(DeviceError):
    """The photo of a card is no picture that can be read."""

    title = "The photo cannot be read"
    remedy = "Take or choose the photo again."

    def __init__(self) -> None:
        super().__init__("The photo is no JPEG or PNG picture that can be read to its end.")


class UnreadableFrame(DeviceError):
    """A camera's frame is damaged, too large, or no JPEG."""

    title = "The camera's picture cannot be read"
    remedy = "Hold the code before the camera again, or type what stands below it."

    def __init__(self) -> None:
        super().__init__("The frame is no JPEG of at most 4 million pixels that can be read to its end.")


class QrTooDense(DeviceError):
    """A text is too long for the box of its QR code."""

    title = "The QR code would be too fine to be read"
    remedy = "Give the QR code a larger box in the layout file, or a shorter text."

    def __init__(self) -> None:
        super().__init__("The text of a QR code is too long for its box.")


class BadJobName(DeviceError):
    """A card was to be printed under a name that is no number of an order."""

    title = "This is no number of an order"
    remedy = "Name the job by the number of its order: letters, digits and hyphens, 40 at most."

    def __init__(self) -> None:
        super().__init__("The name of a job is no number of an order.")


class CardNotTaken(DeviceError):
    """The card printer took nothing over: surely no card comes out."""

    title = "The card printer did not take the card"
    remedy = "Look at the card printer, then print again."

    def __init__(self, problem: str, why: str) -> None:
        super().__init__(f"The card printer did not take the card: {why}.")
        self.problem = problem


class CardUnclear(DeviceError):
    """The card went out and no answer came: nobody knows whether it is printed."""

    title = "It is not known whether a card came out"
    remedy = "Look into the card printer's hopper, then say whether the card is there."

    def __init__(self, why: str) -> None:
        super().__init__(f"It is not known whether a card came out: {why}.")


class NoVoice(DeviceError):
    """Words could not be turned into sound."""

    title = "No voice"
    remedy = "Install the Debian package espeak-ng on this machine and restart the program."


class UnknownLanguage(DeviceError):
    """Words were to be spoken in a language for which there is no voice."""

    title = "No voice for this language"
    remedy = "Choose one of the languages that have a voice."

    def __init__(self, language: str, known: Iterable[str]) -> None:
        super().__init__(f"There is no voice for {language!r}. Voices: {', '.join(known)}.")


class NoLoudspeaker(DeviceError):
    """This machine has no loudspeaker, or it cannot be used."""

    title = "No loudspeaker"
    remedy = "Connect a loudspeaker and switch it on, or set the speaker to 'none'."


class DamagedClip(DeviceError):
    """A sound file is empty, cut short, or no 16-bit mono WAV."""

    title = "A sound file is damaged"
    remedy = "Delete the file; it is made again when it is needed."

    def __init__(self, clip: Path, reason: str) -> None:
        super().__init__(f"The sound file {clip} cannot be used: {reason}.")


class ClipNotKept(DeviceError):
    """A sound could not be written to the folder of clips."""

    title = "No room for sounds"
    remedy = "Free disk space, or let the program write to its folder of clips."

    def __init__(self, folder: Path, reason: str) -> None:
        super().__init__(f"A sound could not be kept in {folder}: {reason}.")
