//! Ballots merged by the way their value runs: through elected candidates to the first who is still in.
//!
//! Under Meek's rule a ballot's value depends only on the elected candidates it passes and on where it stops, so ballots that
//! share that path are counted as one node with a number of papers. A change of one candidate's state moves only the ballots
//! that stood with that candidate.

use crate::Election;
use crate::election::Strict;

/// A point on the way: a candidate reached after the candidates of its ancestors.
pub(crate) struct Node {
    /// The node before; the root is its own parent.
    pub parent: u32,
    /// The candidate; meaningless at the root.
    pub candidate: usize,
    /// Papers that come here.
    pub papers: u64,
    /// Papers of `papers` that go on from here.
    pub onward: u64,
    children: Vec<(usize, u32)>,
    /// Ballots that stand here with their positions; empty once the candidate is elected.
    ballots: Vec<(u32, u32)>,
}

/// The ways of all ballots. Parents come before children, so one pass in order follows the value down.
pub(crate) struct Trie<'a> {
    strict: Strict<'a>,
    pub nodes: Vec<Node>,
    /// Whether a candidate is still in or elected: ballots pass over all others.
    reachable: Vec<bool>,
    elected: Vec<bool>,
    /// Papers that name a standing candidate.
    pub valid: u64,
}

impl<'a> Trie<'a> {
    pub fn new(election: &'a Election) -> Self {
        let reachable = election.standing();
        let root = Node {
            parent: 0,
            candidate: usize::MAX,
            papers: 0,
            onward: 0,
            children: Vec::new(),
            ballots: Vec::new(),
        };
        let elected = vec![false; reachable.len()];
        let mut trie =
            Self { strict: election.ballots.strict(), nodes: vec![root], reachable, elected, valid: 0 };
        for ballot in 0..trie.strict.weights.len() {
            let start = trie.strict.starts.get(ballot).copied().unwrap_or(0);
            trie.settle(0, ballot as u32, start);
        }
        trie.valid = trie.nodes.first().map_or(0, |root| root.onward);
        trie
    }

    /// Papers cut at an equality.
    pub fn cut(&self) -> u64 {
        self.strict.cut
    }

    /// Lets a ballot run from node `from`, looking on from `position`, to where it stops.
    fn settle(&mut self, from: u32, ballot: u32, position: u32) {
        let weight = self.strict.weights.get(ballot as usize).copied().unwrap_or(0);
        let (mut node, mut position) = (from, position);
        while let Some((at, candidate)) = self.strict.next(ballot as usize, position, &self.reachable) {
            let child = self.child(node, candidate);
            if let Some(n) = self.nodes.get_mut(node as usize) {
                n.onward += weight;
            }
            let Some(n) = self.nodes.get_mut(child as usize) else { return };
            n.papers += weight;
            if self.elected.get(candidate) != Some(&true) {
                n.ballots.push((ballot, at));
                return;
            }
            (node, position) = (child, at + 1);
        }
    }

    fn child(&mut self, node: u32, candidate: usize) -> u32 {
        let children = self.nodes.get(node as usize).map_or(&[][..], |n| &n.children);
        if let Some((_, child)) = children.iter().find(|(c, _)| *c == candidate) {
            return *child;
        }
        // One node a ballot and rank at most; ranks fit in u32.
        let id = self.nodes.len() as u32;
        self.nodes.push(Node {
            parent: node,
            candidate,
            papers: 0,
            onward: 0,
            children: Vec::new(),
            ballots: Vec::new(),
        });
        if let Some(n) = self.nodes.get_mut(node as usize) {
            n.children.push((candidate, id));
        }
        id
    }

    /// Ballots that stand with `c`, taken away, with the node of each.
    fn take(&mut self, c: usize) -> Vec<(u32, Vec<(u32, u32)>)> {
        let ids: Vec<usize> = (0..self.nodes.len())
            .filter(|&i| self.nodes.get(i).is_some_and(|n| n.candidate == c && n.papers > 0))
            .collect();
        ids.into_iter()
            .filter_map(|i| self.nodes.get_mut(i).map(|n| (i as u32, std::mem::take(&mut n.ballots))))
            .collect()
    }

    /// Ballots that stood with `c` may now go on from there.
    pub fn elect(&mut self, c: usize) {
        if let Some(flag) = self.elected.get_mut(c) {
            *flag = true;
        }
        for (node, ballots) in self.take(c) {
            for (ballot, at) in ballots {
                self.settle(node, ballot, at + 1);
            }
        }
    }

    /// Ballots that stood with `c` go on as if `c` had never been there.
    pub fn exclude(&mut self, c: usize) {
        if let Some(flag) = self.reachable.get_mut(c) {
            *flag = false;
        }
        for (node, ballots) in self.take(c) {
            let parent = self.nodes.get(node as usize).map_or(0, |n| n.parent);
            let papers = self.nodes.get_mut(node as usize).map_or(0, |n| std::mem::take(&mut n.papers));
            if let Some(p) = self.nodes.get_mut(parent as usize) {
                p.onward -= papers;
            }
            for (ballot, at) in ballots {
                self.settle(parent, ballot, at + 1);
            }
        }
    }
}
