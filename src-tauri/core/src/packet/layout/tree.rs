//! The structure that a screen reader follows.

/// A node's place in reading order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct NodeId(pub u32);

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    Document,
    Section,
    Heading(u8),
    Paragraph,
    List,
    ListItem,
    Label,
    ListBody,
    Table,
    Row,
    /// A head cell of a column.
    ColumnHead,
    /// A head cell of a row.
    RowHead,
    Cell,
    Contents,
    ContentsItem,
    /// What in the contents points at a place.
    Reference,
    Link,
    Figure,
}

impl Role {
    /// The standard's name for it, in the stored layout and in the file alike.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Role::Document => "Document",
            Role::Section => "Sect",
            Role::Heading(1) => "H1",
            Role::Heading(2) => "H2",
            Role::Heading(3) => "H3",
            Role::Heading(4) => "H4",
            Role::Heading(_) => "H5",
            Role::Paragraph => "P",
            Role::List => "L",
            Role::ListItem => "LI",
            Role::Label => "Lbl",
            Role::ListBody => "LBody",
            Role::Table => "Table",
            Role::Row => "TR",
            Role::ColumnHead | Role::RowHead => "TH",
            Role::Cell => "TD",
            Role::Contents => "TOC",
            Role::ContentsItem => "TOCI",
            Role::Reference => "Reference",
            Role::Link => "Link",
            Role::Figure => "Figure",
        }
    }
}

/// One node.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub role: Role,
    /// `None` for the document alone.
    pub parent: Option<NodeId>,
    /// What a figure shows, in words.
    pub alt: Option<String>,
}

/// The tree while it grows. Ids are given in reading order.
#[derive(Debug)]
pub(super) struct Tree {
    nodes: Vec<Node>,
}

impl Tree {
    pub(super) const DOCUMENT: NodeId = NodeId(0);

    pub(super) fn new() -> Self {
        Self {
            nodes: vec![Node {
                role: Role::Document,
                parent: None,
                alt: None,
            }],
        }
    }

    pub(super) fn add(&mut self, parent: NodeId, role: Role) -> NodeId {
        let id = NodeId(u32::try_from(self.nodes.len()).unwrap_or(u32::MAX));
        self.nodes.push(Node {
            role,
            parent: Some(parent),
            alt: None,
        });
        id
    }

    pub(super) fn add_figure(&mut self, parent: NodeId, alt: String) -> NodeId {
        let id = self.add(parent, Role::Figure);
        if let Some(node) = self.nodes.last_mut() {
            node.alt = Some(alt);
        }
        id
    }

    pub(super) fn into_nodes(self) -> Vec<Node> {
        self.nodes
    }
}
