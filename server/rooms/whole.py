"""A whole room: the state of all its areas."""

from server.rooms.agenda import Agenda
from server.rooms.captions import CaptionFlow
from server.rooms.conclusion import Conclusion
from server.rooms.cues import Cues
from server.rooms.evidence import Evidence
from server.rooms.floor import Floor
from server.rooms.glossary import Glossary
from server.rooms.issuing import Issuing
from server.rooms.notices import Notices
from server.rooms.office import Office
from server.rooms.opinions import Opinions
from server.rooms.points import Points
from server.rooms.prepared import Prepared
from server.rooms.printing import Printed
from server.rooms.queue import Queue
from server.rooms.rota import Rota
from server.rooms.session import Session
from server.rooms.slips import Slips
from server.rooms.transcript import Transcript
from server.rooms.withdrawals import Withdrawals
from server.rooms.words import Struct


class Room(Struct, frozen=True):
    """A conference; or the office's own room, of which nothing but `office` is ever filled."""

    session: Session = Session()
    points: Points = Points()
    agenda: Agenda = Agenda()
    queue: Queue = Queue()
    floor: Floor = Floor()
    slips: Slips = Slips()
    notices: Notices = Notices()
    cues: Cues = Cues()
    transcript: Transcript = Transcript()
    rota: Rota = Rota()
    evidence: Evidence = Evidence()
    opinions: Opinions = Opinions()
    conclusion: Conclusion = Conclusion()
    issuing: Issuing = Issuing()
    printed: Printed = Printed()
    withdrawals: Withdrawals = Withdrawals()
    captions: CaptionFlow = CaptionFlow()
    prepared: Prepared = Prepared()
    glossary: Glossary = Glossary()
    office: Office = Office()
