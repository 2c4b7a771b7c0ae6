//! Majorities, apportionment and ranked or approval methods, each with its audit sheet.
