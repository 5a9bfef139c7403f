"""The screens that a board hangs on, and what is cut off on one."""

from __future__ import annotations

from playwright.sync_api import ViewportSize

TELEVISION = ViewportSize(width=1920, height=1080)
SMALL = ViewportSize(width=1280, height=720)
UPRIGHT = ViewportSize(width=1080, height=1920)
RESYNC_MS = 8000.0
"""Promise B1 says 2 s, of a machine that does not run other tests beside this one."""
CUT_OFF = """() => [...document.querySelectorAll('h1,h2,p,li,strong,span,time')]
  .filter(node => node.checkVisibility() && !node.closest('.counters h2, .unseen'))
  .filter(node => {
    const box = node.getBoundingClientRect();
    const outside = box.right > innerWidth + 1 || box.bottom > innerHeight + 1;
    const block = getComputedStyle(node).display !== 'inline';
    return outside || (block && node.scrollWidth > node.clientWidth + 1);
  })
  .map(node => node.textContent)"""
