#!/usr/bin/python3
"""A WebKit browser that keeps its profile under automation: WebKitWebDriver starts it with the folder of the profile.

Runs under the system's Python, which has PyGObject. MiniBrowser, the driver's default, forgets everything.
"""

import sys

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("WebKit2", "4.1")
from gi.repository import Gtk, WebKit2  # noqa: E402 (the versions have to be chosen first)

folder = next(argument for argument in sys.argv[1:] if not argument.startswith("--"))
kept = WebKit2.WebsiteDataManager(base_data_directory=f"{folder}/kept", base_cache_directory=f"{folder}/cache")
kept.get_cookie_manager().set_persistent_storage(f"{folder}/cookies.sqlite", WebKit2.CookiePersistentStorage.SQLITE)
context = WebKit2.WebContext.new_with_website_data_manager(kept)
context.set_automation_allowed(True)


def begin(_context, automation) -> None:
    information = WebKit2.ApplicationInfo()
    information.set_name("MiniBrowser")
    automation.set_application_info(information)
    automation.connect("create-web-view", new_window)


def new_window(_automation):
    view = WebKit2.WebView(web_context=context, is_controlled_by_automation=True)
    window = Gtk.Window(default_width=1180, default_height=820)
    window.add(view)
    window.show_all()
    return view


context.connect("automation-started", begin)
Gtk.main()
