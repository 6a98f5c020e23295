"""What leads on from a page: to its disclosures, to the next page of its list, to further lists."""

from __future__ import annotations

from functools import cached_property

from w3lib.url import canonicalize_url

from flows.crawl import recipes, scripted
from flows.crawl.archive import Archive
from flows.crawl.discovery import LONGEST_WAY, Discovery, FoundLinks, LinkPlace
from flows.crawl.fetches import Fetch
from flows.crawl.leads import Lead, WhyLeftOut
from flows.crawl.reading.links import Link
from flows.crawl.reading.pages import WebPage, looks_like_html, plain_page, read_page, read_script_answer
from flows.crawl.reading.walls import shell_in
from flows.crawl.sources import Source
from flows.crawl.steps import Progress, Step

MOST_ON_THE_WAY = 40
"""Pages that are looked at for that way, of one source."""


class Unreadable(Exception):
    """A page on which our own code fails; ``str()`` is a sentence for the user."""

    def __init__(self, error: Exception) -> None:
        super().__init__(f"The page cannot be read ({type(error).__name__}: {error}).")


def read_body(
    step: Step, url: str, body: bytes, content_type: str | None, media_type: str | None
) -> WebPage | None:
    """An answer as a page; None if it is a file. Raises :class:`Unreadable`."""
    try:
        if step.lead.turn and step.lead.turn.step < 0:  # a script, to be looked into
            return plain_page(url, body, content_type)
        if looks_like_html(body, media_type):
            return read_page(url, body, content_type)
        if step.lead.turn or (step.kind == "list" and _is_for_scripts(media_type)):
            answer = read_script_answer(url, body, content_type)
            if answer is None and step.lead.turn:
                fragment = b"<a" in body.lower()
                answer = (read_page if fragment else plain_page)(url, body, content_type)
            return answer
    except Exception as error:  # One page of a site must not cost the others.
        raise Unreadable(error) from error
    return None


def _is_for_scripts(media_type: str | None) -> bool:
    return any(word in (media_type or "") for word in ("json", "javascript", "xml")) and "openxml" not in (
        media_type or ""
    )


class Onward:
    """The steps that follow from pages, as they came or as they are in the archive."""

    def __init__(
        self,
        source: Source,
        archive: Archive,
        rules: Discovery,
        progress: Progress,
        known: dict[str, Fetch],
        crawl: str,
    ) -> None:
        self._source = source
        self._archive = archive
        self._rules = rules
        self._progress = progress
        self._known = known
        self._crawl = crawl
        self._on_the_way = 0
        self.fertile: set[str] = set()
        self.seen: set[str] = set()

    def of_known(self, fetch: Fetch, step: Step, live: bool = False) -> list[Step]:
        """What leads on from what is in the archive; ``live`` if it is so now. Raises :class:`Unreadable`."""
        if fetch.kind == "attachment" or fetch.sha256 is None:
            return []
        body = self._archive.content(fetch.sha256)
        page = read_body(step, fetch.final_url, body, fetch.headers.get("content-type"), fetch.media_type)
        return self.leads_from(page, fetch, step, live) if page else []

    def further(self, step: Step) -> list[Step]:
        """The next page of the list that a step is one of, if the step itself brought nothing."""
        if not step.rest:
            return []
        return self._next_page(step, list(step.rest), step.page, step.page_sha256, anew=step.anew)

    def leads_from(self, page: WebPage, fetch: Fetch, step: Step, live: bool) -> list[Step]:
        """The steps that follow from a page, the first one last. Raises :class:`Unreadable`."""
        for address in page.malformed:
            self._progress.refuse(address, WhyLeftOut.malformed.value)
            self._progress.leave_out(Link(address), WhyLeftOut.malformed, page.url)
        if step.page is None:
            self._tell_start(page, step)
        standing = self._standing(page, fetch, step)
        try:
            found = self._rules.look(page, standing)
            brought = self._brought(page, step)
            found.leads += self._asked_by_scripts(page, step, standing, found, brought)
        except Exception as error:  # One page of a site must not cost the others.
            raise Unreadable(error) from error
        for link, reason in found.left_out:
            self._progress.leave_out(link, reason, page.url)
        if any(lead.kind != "list" or lead.hinted for lead in found.leads):
            self.fertile.add(step.key)
        steps = self._others(page, fetch, step, standing, found, live)
        if step.lead.turn:  # what else its answer says of pages is for its script
            found.leads = [lead for lead in found.leads if lead.turn or not lead.paging]
        paging = self._rules.in_order([lead for lead in found.leads if lead.paging])
        paging += [lead for lead in step.rest if lead.key not in {one.key for one in paging}]
        if paging and not standing.article:
            anew = self._brings_new(found, brought)
            steps += self._next_page(step, paging, page, fetch.sha256, anew, standing)
        return steps[::-1]

    def _tell_start(self, page: WebPage, step: Step) -> None:
        """Note what a start page is: of which content systems, and whether it is empty but for scripts."""
        for family in recipes.families(page):
            self._progress.families[family] = None
        if not page.is_answer and (told := shell_in(page)):
            self._progress.notes[step.start] = told

    def _standing(self, page: WebPage, fetch: Fetch, step: Step) -> LinkPlace:
        lead = step.lead
        within = lead.link.onward or lead.turn is not None
        article = fetch.kind == "article" or (within and step.article) or recipes.are_files(lead.turn)
        inherited = step.budgets and (within or lead.paging or lead.hinted)
        titles = (page.title, *page.titles, page.column, lead.link.text, lead.link.title)
        budgets = not article and (inherited or self._rules.is_of_budgets(*titles))
        return LinkPlace(article, budgets, None if budgets or article else step.way)

    def _asked_by_scripts(
        self, page: WebPage, step: Step, standing: LinkPlace, found: FoundLinks, brought: set[str]
    ) -> list[Lead]:
        """What the page's scripts would ask for: as a recipe knows, or as they say themselves."""
        turn = step.lead.turn
        if turn and turn.recipe == scripted.NAME:
            return scripted.after(page, turn, bool(brought), self._rules.is_unwanted)
        if turn:
            return recipes.after(page, turn, bool(brought), self._rules.is_column)
        if standing.article:
            return []
        leads = recipes.first_leads(page, self._rules.is_column)
        leads_somewhere = any(lead.kind != "list" or lead.hinted for lead in found.leads)
        if leads or leads_somewhere or not standing.budgets:
            return leads
        return scripted.first_leads(page)

    def _brought(self, page: WebPage, step: Step) -> set[str]:
        """The links of a page that the pages of its list before it had not."""
        links = {link.url for link in page.links} or ({page.markup} if page.is_answer else set())
        brought = links - step.chain.links
        step.chain.links |= links
        return brought

    def _brings_new(self, found: FoundLinks, brought: set[str]) -> bool:
        """Whether a page of a list has anything that was not known before this crawl."""
        disclosures = [lead for lead in found.leads if lead.kind != "list" or lead.hinted]
        if disclosures:
            return any(self._is_new(lead.key) for lead in disclosures)
        return bool(brought - self._links_before)

    def _is_new(self, key: str) -> bool:
        known = self._known.get(key)
        return known is None or (known.crawl == self._crawl and known.outcome == "new")

    @cached_property
    def _links_before(self) -> set[str]:
        """The links on all lists as they were."""
        found: set[str] = set()
        for fetch in self._known.values():
            if fetch.kind == "list" and fetch.sha256 and fetch.crawl != self._crawl:
                body = self._archive.content(fetch.sha256)
                if looks_like_html(body, fetch.media_type):
                    try:
                        page = read_page(fetch.final_url, body, fetch.headers.get("content-type"))
                    except Exception:  # what cannot be read any more has no links
                        continue
                    found |= {link.url for link in page.links}
        return found

    def _others(
        self, page: WebPage, fetch: Fetch, step: Step, standing: LinkPlace, found: FoundLinks, live: bool
    ) -> list[Step]:
        """The steps to all but the other pages of the list."""
        steps = []
        for lead in found.leads:
            if lead.paging:
                continue
            part = lead.turn is not None or lead.way is not None  # neither is a link deeper
            if step.depth >= self._source.depth and lead.kind != "attachment" and not part:
                if canonicalize_url(lead.link.url) not in self.seen:
                    self._cut(lead, WhyLeftOut.depth, page.url)
                continue
            if lead.way is not None:
                if lead.way > LONGEST_WAY or self._on_the_way >= MOST_ON_THE_WAY:
                    self._cut(lead, WhyLeftOut.way, page.url)
                    continue
                self._on_the_way += 1
            # What a browser would fetch with a page is as new as the page.
            within = lead.link.onward and (lead.turn is None or lead.turn.step <= 0)
            steps.append(
                Step(
                    lead,
                    step.start,
                    step.depth + (0 if part else 1),
                    page,
                    fetch.sha256,
                    article=standing.article,
                    group=fetch.group,
                    budgets=standing.budgets,
                    way=standing.way if within else lead.way,
                    anew=live and within and not standing.article,
                )
            )
        return steps

    def _next_page(
        self,
        step: Step,
        leads: list[Lead],
        page: WebPage | None,
        sha256: str | None,
        anew: bool,
        standing: LinkPlace | None = None,
    ) -> list[Step]:
        """The step to the next page of a list; the further ones follow from it."""
        chain, lead = step.chain, leads[0]
        if chain.pages >= self._source.list_pages:
            self._cut(lead, WhyLeftOut.list_pages, page.url if page else None)
            return []
        chain.pages += 1
        return [
            Step(
                lead,
                step.start,
                step.depth,
                page,
                sha256,
                budgets=standing.budgets if standing else step.budgets,
                way=standing.way if standing else step.way,
                chain=chain,
                rest=tuple(leads[1:]),
                anew=anew,
            )
        ]

    def _cut(self, lead: Lead, reason: WhyLeftOut, page: str | None) -> None:
        self._progress.cuts[reason.name] += 1
        self._progress.leave_out(lead.link, reason, page)
